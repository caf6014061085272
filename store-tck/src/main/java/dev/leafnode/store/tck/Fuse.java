package dev.leafnode.store.tck;

/** Kills an instance of an engine after so many operations: that one and all that follow fail until it is mended. */
final class Fuse implements Runnable {

    private static final int NEVER = Integer.MAX_VALUE;

    private int left = NEVER;
    private boolean burnt;

    /** The instance dies before the operation that follows so many others. */
    void light(int operations) {
        left = operations;
    }

    boolean isBurnt() {
        return burnt;
    }

    void mend() {
        left = NEVER;
        burnt = false;
    }

    @Override
    public void run() {
        if (left == 0) {
            burnt = true;
        } else if (left != NEVER) {
            left--;
        }
        if (burnt) {
            throw new Mishap("the process died");
        }
    }
}
