package dev.leafnode.repository;

/**
 * What a repair did.
 *
 * @param opened judgments that waited and were not open
 * @param closed judgments that were open and waited no more
 * @param linked ancestors' links that were missing
 * @param unlinked links to judgments that an ancestor no longer waited for
 * @param forgotten closed attempts whose time of retention was over
 */
public record Repairs(long opened, long closed, long linked, long unlinked, long forgotten) {

    /** There was nothing to do. */
    public static final Repairs NONE = new Repairs(0, 0, 0, 0, 0);

    public Repairs plus(Repairs other) {
        return new Repairs(
                opened + other.opened,
                closed + other.closed,
                linked + other.linked,
                unlinked + other.unlinked,
                forgotten + other.forgotten);
    }

    /** Whether anything had been wrong. Forgetting is no repair of anything. */
    public boolean isEmpty() {
        return opened + closed + linked + unlinked == 0;
    }

    /** Whether one of the numbers has come to {@code most}, so that there may be more to do. */
    public boolean reach(long most) {
        return opened >= most || closed >= most || linked >= most || unlinked >= most || forgotten >= most;
    }
}
