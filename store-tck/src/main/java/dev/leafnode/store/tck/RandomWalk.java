package dev.leafnode.store.tck;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Random moves of one engine, the same ones for the same seed. It makes no move after which the true states and the
 * history of cuts do not say what shows.
 */
final class RandomWalk {

    private final Play play;
    private final Random random;
    private final List<Action> actions = new ArrayList<>();

    RandomWalk(World world, long seed) {
        play = new Play(world, () -> {});
        random = new Random(seed);
        Action.ORDERLY.forEach(action -> actions.addAll(Collections.nCopies(action.weight(), action)));
    }

    void take(int moves) {
        for (int i = 0; i < moves; i++) {
            Action action = actions.get(random.nextInt(actions.size()));
            play.take(Move.of(action, random.nextInt(100), random.nextInt(100)));
        }
    }
}
