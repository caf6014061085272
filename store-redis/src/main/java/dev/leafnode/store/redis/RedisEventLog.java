package dev.leafnode.store.redis;

import dev.leafnode.feed.EventLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A sorted set of entries, by their positions. */
final class RedisEventLog implements EventLog {

    /** More arguments than that are several scripts. */
    private static final int MOST = 1_000;

    private final Scripts scripts;
    private final String key;

    RedisEventLog(Scripts scripts, String key) {
        this.scripts = scripts;
        this.key = key;
    }

    @Override
    public boolean append(List<Entry> entries) {
        List<String> arguments = new ArrayList<>();
        for (Entry entry : entries) {
            arguments.add(String.valueOf(entry.position()));
            arguments.add(entry.text());
        }
        return entries.isEmpty()
                || scripts.run(Script.APPEND, List.of(key), arguments).flag();
    }

    @Override
    public List<Entry> after(long position, int most) {
        return scripts
                .run(Script.EVENTS, List.of(key), List.of(String.valueOf(position), String.valueOf(most)))
                .list()
                .stream()
                .map(entry -> entry(entry.text()))
                .toList();
    }

    @Override
    public void forget(Collection<Long> positions) {
        List<String> all = positions.stream().map(String::valueOf).toList();
        for (int from = 0; from < all.size(); from += MOST) {
            Reply unused =
                    scripts.run(Script.FORGET, List.of(key), all.subList(from, Math.min(all.size(), from + MOST)));
        }
    }

    private static Entry entry(String member) {
        int end = member.indexOf(' ');
        return new Entry(Long.parseLong(member.substring(0, end)), member.substring(end + 1));
    }
}
