package dev.leafnode.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/**
 * Removes executions: from the sets of their applications, then from their trees, then from what is common to all.
 * Whoever dies in between leaves an execution that a repair lists again, or one of which a repair removes the rest.
 */
final class ExecutionRemover {

    private final UnifiedJedis jedis;
    private final Scripts scripts;
    private final Keys keys;
    private final Homes homes;
    private final Directory directory;
    private final FactsReader facts;

    ExecutionRemover(
            UnifiedJedis jedis, Scripts scripts, Keys keys, Homes homes, Directory directory, FactsReader facts) {
        this.jedis = jedis;
        this.scripts = scripts;
        this.keys = keys;
        this.homes = homes;
        this.directory = directory;
        this.facts = facts;
    }

    /**
     * Removes an execution, its id as it is written in Redis; returns whether it was stored. Its home is asked for
     * anew, so that it is the one that is taken back.
     */
    boolean delete(String id) {
        homes.forget(id);
        return homes.find(id)
                .filter(Home::isOfStored)
                .filter(home -> delete(id, home))
                .isPresent();
    }

    /**
     * Removes what is left of an execution that is not stored, unless somebody is about to store it, or has meanwhile.
     */
    void deleteRest(Member member) {
        String id = member.id();
        homes.forget(id);
        Optional<Home> home = homes.find(id).filter(Home::isOfStored);
        if (jedis.hexists(keys.pending(), id)
                || facts.read(Map.of(id, member.tag())).containsKey(id)) {
            return;
        }
        Optional<FactsReader.Listed> rest = facts.restOf(id, member.tag());
        directory.unlist(Listing.ofAnything(member), null);
        rest.ifPresent(known -> {
            known.before().forEach(before -> directory.unlist(before, null));
            directory.unlist(known.now(), null);
        });
        home.filter(other -> !other.tag().equals(member.tag()))
                .map(other -> facts.read(Map.of(id, other.tag())).get(id))
                .ifPresent(elsewhere -> directory.unlist(elsewhere.now().as(member), null));
        if (home.isPresent() && home.get().tag().equals(member.tag())) {
            Listing listing = rest.map(FactsReader.Listed::now).orElse(Listing.ofAnything(member));
            delete(id, home.get(), listing, true);
        }
        directory.relistAll(facts.read(Map.of(id, member.tag())).values());
    }

    private boolean delete(String id, Home home) {
        FactsReader.Listed listed = facts.read(Map.of(id, home.tag())).get(id);
        if (listed == null) {
            return false;
        }
        listed.before().forEach(before -> directory.unlist(before, listed.now()));
        directory.unlistInApplication(listed.now());
        return delete(id, home, listed.now(), false);
    }

    private boolean delete(String id, Home home, Listing listing, boolean unlessStored) {
        List<String> touched = new ArrayList<>(List.of(keys.tree(home.tag()), keys.execution(home.tag(), id)));
        touched.addAll(keys.opens(home.tag()));
        touched.addAll(keys.closeds(home.tag()));
        Reply reply = scripts.run(Script.DELETE, touched, List.of(id, home.tag(), unlessStored ? "1" : "0"));
        if (reply.isNumber()) {
            return false;
        }
        Removal removal = Removal.read(reply);
        directory.withdraw(id, home, listing, removal);
        return removal.wasStored();
    }
}
