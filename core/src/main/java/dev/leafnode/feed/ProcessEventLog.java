package dev.leafnode.feed;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

final class ProcessEventLog implements EventLog {

    private final TreeMap<Long, Entry> entries = new TreeMap<>();

    @Override
    public synchronized boolean append(List<Entry> more) {
        if (!more.isEmpty() && entries.ceilingKey(more.get(0).position()) != null) {
            return false;
        }
        more.forEach(entry -> entries.put(entry.position(), entry));
        return true;
    }

    @Override
    public synchronized List<Entry> after(long position, int most) {
        return entries.tailMap(position, false).values().stream().limit(most).toList();
    }

    @Override
    public synchronized void forget(Collection<Long> positions) {
        positions.forEach(entries::remove);
    }
}
