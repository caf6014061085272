package com.example.rocks;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import java.nio.file.Path;
import java.util.List;

/** Opens judgments, and closes every other one, until it is killed; says of each what was done. */
final class OpeningProcess {

    private OpeningProcess() {}

    public static void main(String[] arguments) {
        RocksJudgmentRepository judgments = new RocksDatabase(Path.of(arguments[0])).judgments();
        for (int i = 0; ; i++) {
            JudgmentKey key = new JudgmentKey(new StageKey("leaf " + i, "judge"), i);
            judgments.open(
                    new Judgment(key, "app", null, null),
                    Lineage.ofAncestors(List.of(new Ancestor(new StageKey("root", "call")))));
            if (i % 2 == 1) {
                judgments.close(key, key.since());
            }
            System.out.println(i);
        }
    }
}
