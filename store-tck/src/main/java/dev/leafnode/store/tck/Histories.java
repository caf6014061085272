package dev.leafnode.store.tck;

import java.math.BigInteger;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Random histories. Some have no losses: their events may come late, twice or in the wrong order, but they come. */
final class Histories {

    private static final int FEWEST_MOVES = 25;
    private static final int MOST_MOVES = 60;
    private static final int FIVE_MINUTES = 300_000;

    private Histories() {}

    static Arbitrary<History> any() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, histories(EnumSet.allOf(Action.class), Fault.OF_MOVES)),
                Tuple.of(2, histories(Action.ORDERLY, Fault.HARMLESS)));
    }

    private static Arbitrary<History> histories(Collection<Action> actions, Collection<Fault> faults) {
        Arbitrary<Integer> skews = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(2, between(-20, 20)),
                Tuple.of(2, between(-FIVE_MINUTES, FIVE_MINUTES)));
        Arbitrary<List<Move>> moves = moves(actions, faults)
                .list()
                .ofMinSize(1)
                .ofMaxSize(MOST_MOVES)
                .withSizeDistribution(Histories::longEnough);
        return Combinators.combine(skews, moves).as(History::new);
    }

    /** Only what fails is shortened to less. */
    private static RandomDistribution.RandomNumericGenerator longEnough(
            int genSize, BigInteger least, BigInteger most, BigInteger center) {
        return random -> BigInteger.valueOf(FEWEST_MOVES + random.nextInt(MOST_MOVES - FEWEST_MOVES + 1));
    }

    private static Arbitrary<Move> moves(Collection<Action> actions, Collection<Fault> faults) {
        return Combinators.combine(
                        weighted(actions),
                        between(0, 99),
                        between(0, 99),
                        between(0, 1),
                        Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true)),
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just(Fault.NONE)), Tuple.of(1, Arbitraries.of(faults))),
                        between(0, 15))
                .as(Move::new);
    }

    private static Arbitrary<Action> weighted(Collection<Action> actions) {
        return Arbitraries.frequency(actions.stream()
                .map(action -> Tuple.of(action.weight(), action))
                .toList());
    }

    private static Arbitrary<Integer> between(int least, int most) {
        return Arbitraries.integers().between(least, most).withDistribution(RandomDistribution.uniform());
    }
}
