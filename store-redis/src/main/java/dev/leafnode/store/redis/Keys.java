package dev.leafnode.store.redis;

import dev.leafnode.model.LeafState;
import java.util.List;

/** The names of all keys; {@link dev.leafnode.store.redis} says what each holds. */
final class Keys {

    /** The slot of what is common to all trees and applications. */
    private static final String COMMON = "{directory}:";

    /** The version of everything that is stored, so that a later one can tell its own from what it has to convert. */
    private static final String VERSION = "1:";

    private final String prefix;

    Keys(String prefix) {
        this.prefix = prefix + VERSION;
    }

    String homes() {
        return prefix + COMMON + "homes";
    }

    String guests() {
        return prefix + COMMON + "guests";
    }

    String orphans() {
        return prefix + COMMON + "orphans";
    }

    String named() {
        return prefix + COMMON + "named";
    }

    String pending() {
        return prefix + COMMON + "pending";
    }

    /** The open judgments of all applications. */
    String inbox(LeafState state) {
        return prefix + COMMON + "inbox:" + state;
    }

    /** The open judgments of one application, which is written as in Redis. */
    String inbox(LeafState state, String application) {
        return inbox(state) + ":" + application;
    }

    /** The sets of executions of all applications. */
    String executions() {
        return prefix + COMMON + "executions";
    }

    /** The sets of executions of one application, which is written as in Redis, in a slot of their own. */
    String executions(String application) {
        return prefix + "{application:" + tag(application) + "}:executions";
    }

    /** The trees that may show something. */
    String waiting() {
        return prefix + COMMON + "waiting";
    }

    String lease() {
        return prefix + COMMON + "lease";
    }

    /** What has opened and closed. */
    String events() {
        return prefix + COMMON + "events";
    }

    /** Of what somebody was reminded. */
    String reminders() {
        return prefix + COMMON + "reminders";
    }

    String tree(String tag) {
        return ofTree(tag) + "tree";
    }

    String open(String tag, LeafState state) {
        return ofTree(tag) + "open:" + state;
    }

    String closed(String tag, LeafState state) {
        return ofTree(tag) + "closed:" + state;
    }

    /** The execution of an id, which is written as in Redis. */
    String execution(String tag, String id) {
        return ofTree(tag) + "execution:" + id;
    }

    /** What is open of a tree, in every state. */
    List<String> opens(String tag) {
        return states().stream().map(state -> open(tag, state)).toList();
    }

    /** What was closed of a tree, in every state. */
    List<String> closeds(String tag) {
        return states().stream().map(state -> closed(tag, state)).toList();
    }

    private static List<LeafState> states() {
        return List.of(LeafState.values());
    }

    private String ofTree(String tag) {
        return prefix + "{tree:" + tag(tag) + "}:";
    }

    /** A closing brace would end a hash tag early. */
    private static String tag(String text) {
        return text.replace("\u007f", "\u007f007F").replace("}", "\u007f007D");
    }
}
