package dev.leafnode.store.redis;

import dev.leafnode.repository.PageToken;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an execution stands in the sets that searches read: hints, each in a slot that is not its tree's, so whoever
 * reads one looks at the execution itself before he believes it.
 *
 * @param member what stands in each set; members sort by the time of creation and then by id
 * @param application the application, as written in Redis
 * @param sets the names of the sets within those of all applications, and within those of its own
 */
record Listing(String member, String application, List<String> sets) {

    /** The set of all executions. */
    static final String ALL = ":all";

    /** The set of those that are not complete. */
    static final String ACTIVE = ":active";

    static Listing of(String id, String tag, Values facts) {
        String member = new Member(created(facts), id, tag).write();
        Stream<String> sets = Stream.of(ALL, withStatus(facts.require("s")));
        if (!facts.flag("c")) {
            sets = Stream.concat(sets, Stream.of(ACTIVE));
        }
        String name = facts.get("n");
        if (name != null) {
            sets = Stream.concat(sets, Stream.of(withName(name)));
        }
        return new Listing(member, facts.require("a"), sets.toList());
    }

    /** The time of creation, milliseconds since the epoch. */
    static long created(Values facts) {
        return Long.parseLong(facts.require("t"));
    }

    /** What can be said of an execution of which there is nothing but a member of a set. */
    static Listing ofAnything(Member member) {
        return new Listing(member.write(), "", List.of(ALL, ACTIVE));
    }

    /** The same sets, for an execution that stands in them as that member. */
    Listing as(Member other) {
        return new Listing(other.write(), application, sets);
    }

    /** The set of those in a status. */
    static String withStatus(String status) {
        return ":status:" + status;
    }

    /** The set of those of a name. */
    static String withName(String name) {
        return ":name:" + name;
    }

    /** The upper bound of members that come after a page's last execution. */
    static String after(PageToken token) {
        return "("
                + Lists.join(
                        Member.time(token.time()), RedisText.write(token.ids().get(0)), "");
    }

    /** The upper bound of members created before a time. */
    static String before(long epochMillis) {
        return "(" + Member.time(epochMillis);
    }

    /** The lower bound of members created at a time or later. */
    static String from(long epochMillis) {
        return "[" + Member.time(epochMillis);
    }

    /** The name, if it has one. */
    @Nullable
    String name() {
        return sets.stream()
                .filter(set -> set.startsWith(withName("")))
                .map(set -> RedisText.read(set.substring(withName("").length())))
                .findFirst()
                .orElse(null);
    }

    List<String> keys(String ofApplicationOrAll) {
        return sets.stream().map(set -> ofApplicationOrAll + set).toList();
    }

    /** Those of our sets that another listing of the same execution is not in. */
    List<String> setsNotIn(@Nullable Listing other) {
        if (other == null || !other.member.equals(member)) {
            return sets;
        }
        return sets.stream().filter(set -> !other.sets.contains(set)).toList();
    }
}
