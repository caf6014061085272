package dev.leafnode.store.redis;

import static java.util.Objects.requireNonNull;

import dev.leafnode.feed.EventLog;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Lease;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * The repositories on Redis 6.2 or later, one server or a Cluster.
 *
 * <p>Everything of one tree of executions is in one slot, and each change of it is one script, which takes effect as a
 * whole or not at all. What searches read is in slots of its own: a hint, which is looked at in its tree before it is
 * believed, and which a {@linkplain JudgmentRepository#repair repair} puts right after whoever died between the two.
 * What Redis fails is thrown as a {@link RedisStoreException}.
 *
 * <p>The store commands nothing but {@code UnifiedJedis}, and never closes it.
 */
public final class RedisStore implements AutoCloseable {

    private final ExecutionRepository executions;
    private final Map<LeafState, JudgmentRepository> leaves = new EnumMap<>(LeafState.class);
    private final RedisLease lease;
    private final RedisEventLog events;
    private final RedisEventLog reminders;

    /** A store with {@linkplain RedisSettings#DEFAULT the usual settings}. */
    public RedisStore(UnifiedJedis jedis, WaitRules rules, InstantSource clock) {
        this(jedis, rules, clock, RedisSettings.DEFAULT);
    }

    /**
     * Makes a store; nothing is sent to Redis yet.
     *
     * @param jedis a client of one server or of a Cluster; it stays open
     * @param rules which stages wait for whom
     * @param clock tells the time of creation of executions that do not say it themselves
     */
    public RedisStore(UnifiedJedis jedis, WaitRules rules, InstantSource clock, RedisSettings settings) {
        Keys keys = new Keys(settings.keyPrefix());
        Scripts scripts = new Scripts(jedis);
        Slots slots = new Slots(jedis, keys);
        Homes homes = new Homes(scripts, keys);
        Directory directory = new Directory(scripts, keys, homes);
        Trees trees = new Trees(scripts, keys, homes, directory);
        Inbox inbox = new Inbox(scripts, keys);
        StoredForm form = new StoredForm(rules, clock);
        FactsReader facts = new FactsReader(scripts, keys, slots);
        ExecutionRemover remover = new ExecutionRemover(jedis, scripts, keys, homes, directory, facts);
        executions = new RedisExecutionRepository(
                new ExecutionWriter(
                        scripts, keys, homes, directory, trees, inbox, form, rules, settings.executionTtl()),
                new ExecutionSearch(jedis, scripts, keys, homes, new TreeReader(scripts, keys, slots, form), facts),
                remover);
        Leftovers leftovers = new Leftovers(jedis, scripts, keys);
        DirectoryRepair directoryRepair =
                new DirectoryRepair(jedis, scripts, keys, homes, directory, trees, remover, facts);
        for (LeafState state : LeafState.values()) {
            Supplier<Climb> climbs = () -> new Climb(scripts, keys, slots, state);
            Cuts cuts = new Cuts(state, scripts, keys, homes, climbs);
            leaves.put(
                    state,
                    new RedisJudgmentRepository(
                            state,
                            homes,
                            new Attempts(state, scripts, keys, homes, directory, trees, inbox, settings.retention()),
                            cuts,
                            inbox,
                            new BlockingSearch(state, jedis, keys, homes, climbs),
                            climbs,
                            new Repair(
                                    state,
                                    scripts,
                                    keys,
                                    trees,
                                    directoryRepair,
                                    leftovers,
                                    cuts,
                                    inbox,
                                    climbs,
                                    settings.retention())));
        }
        lease = new RedisLease(new RedisLocks(jedis, scripts, keys.lease()));
        events = new RedisEventLog(scripts, keys.events());
        reminders = new RedisEventLog(scripts, keys.reminders());
    }

    /** The executions of this store. */
    public ExecutionRepository executions() {
        return executions;
    }

    /** The judgments of this store, whose {@linkplain dev.leafnode.model.Lineage#stored() lineages} it knows. */
    public JudgmentRepository judgments() {
        return leaves(LeafState.JUDGMENT);
    }

    /** What is in that state, kept apart from what is in any other; {@link #judgments()} for judgments. */
    public JudgmentRepository leaves(LeafState state) {
        return requireNonNull(leaves.get(state), "state");
    }

    /** A lease among all processes that use this Redis and key prefix. One that dies loses it within half a minute. */
    public Lease lease() {
        return lease;
    }

    /** A log of what opens and closes, for all processes that use this Redis and key prefix. */
    public EventLog events() {
        return events;
    }

    /** A log of what somebody was reminded of, for all processes that use this Redis and key prefix. */
    public EventLog reminders() {
        return reminders;
    }

    /** Frees what the store made for itself. The client stays open, and the repositories are of no more use. */
    @Override
    public void close() {
        lease.close();
    }
}
