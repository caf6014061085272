package dev.leafnode.store.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

/**
 * What the directory knows only as long as something is open or was closed: executions that are kept
 * elsewhere, and which trees may show anything. What is taken out is looked at once more afterwards, and put
 * back where it came true meanwhile.
 */
final class Leftovers {

    private static final int PAGE = 1_000;

    private final UnifiedJedis jedis;
    private final Scripts scripts;
    private final Keys keys;

    Leftovers(UnifiedJedis jedis, Scripts scripts, Keys keys) {
        this.jedis = jedis;
        this.scripts = scripts;
        this.keys = keys;
    }

    /** The tags of the trees that know executions which are kept elsewhere. */
    List<String> tagsOfGuests() {
        Set<String> tags = new LinkedHashSet<>();
        guests().values().forEach(home -> tags.addAll(home.tags()));
        return List.copyOf(tags);
    }

    /** Forgets guests of whom nothing is known any more, and that trees wait where nothing does. */
    void forget() {
        guests().forEach((id, home) -> {
            if (isEmpty(home)) {
                jedis.hdel(keys.guests(), id);
                if (!isEmpty(home)) {
                    jedis.hsetnx(keys.guests(), id, home.value());
                }
            }
        });
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<Tuple> some = jedis.zscan(keys.waiting(), cursor, new ScanParams().count(PAGE));
            some.getResult().forEach(tag -> stopWaiting(tag.getElement()));
            cursor = some.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }

    private void stopWaiting(String tag) {
        if (!isWaiting(tag)) {
            jedis.zrem(keys.waiting(), tag);
            if (isWaiting(tag)) {
                jedis.zadd(keys.waiting(), 0, tag);
            }
        }
    }

    /** Or may at any time: whoever saved a stage that judges counts on the tree being found when the judgment opens. */
    private boolean isWaiting(String tag) {
        return jedis.hexists(keys.tree(tag), "d")
                || jedis.exists(keys.opens(tag).toArray(String[]::new)) > 0
                || scripts.run(Script.JUDGES, List.of(keys.tree(tag)), List.of())
                        .flag();
    }

    private boolean isEmpty(Home home) {
        return home.tags().stream().allMatch(tag -> {
            List<String> judgments = new ArrayList<>(keys.opens(tag));
            judgments.addAll(keys.closeds(tag));
            return jedis.exists(judgments.toArray(String[]::new)) == 0;
        });
    }

    private Map<String, Home> guests() {
        Map<String, Home> guests = new LinkedHashMap<>();
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<Map.Entry<String, String>> some =
                    jedis.hscan(keys.guests(), cursor, new ScanParams().count(PAGE));
            some.getResult().forEach(guest -> guests.put(guest.getKey(), new Home(guest.getValue())));
            cursor = some.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return guests;
    }
}
