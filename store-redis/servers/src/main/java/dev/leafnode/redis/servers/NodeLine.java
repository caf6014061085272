package dev.leafnode.redis.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one node of a Cluster knows of another one or of itself, from a line of {@code CLUSTER NODES}.
 *
 * @param id its id
 * @param port where it listens for clients
 * @param flags such as {@code myself}, {@code master}, {@code fail?}
 * @param isConnected whether the two can talk
 * @param slots the ranges of slots it has, without those that are on the move
 */
record NodeLine(String id, int port, Set<String> flags, boolean isConnected, List<SlotRange> slots) {

    private static final int FIRST_SLOTS = 8;

    /** Slots that follow each other. */
    record SlotRange(int first, int last) {

        static SlotRange parse(String text) {
            String[] ends = text.split("-", -1);
            return new SlotRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }

        boolean contains(int slot) {
            return first <= slot && slot <= last;
        }
    }

    static NodeLine parse(String line) {
        String[] fields = line.split(" ", -1);
        List<SlotRange> slots = new ArrayList<>();
        for (int i = FIRST_SLOTS; i < fields.length; i++) {
            if (!fields[i].startsWith("[")) {
                slots.add(SlotRange.parse(fields[i]));
            }
        }
        int port = Integer.parseInt(fields[1].replaceAll("^.*:(\\d+)@.*$", "$1"));
        return new NodeLine(fields[0], port, Set.of(fields[2].split(",", -1)), fields[7].equals("connected"), slots);
    }

    boolean is(String flag) {
        return flags.contains(flag);
    }

    boolean has(int slot) {
        return slots.stream().anyMatch(range -> range.contains(slot));
    }
}
