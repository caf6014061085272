package dev.leafnode.orca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.*;
import dev.leafnode.navigation.*;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.spring.LeafnodeAutoConfiguration;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.*;
import org.springframework.boot.autoconfigure.transaction.*;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BootTest {
    @Test
    void runs() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        LeafnodeAutoConfiguration.class))
                .withPropertyValues(
                        "leafnode.enabled=true",
                        "spring.datasource.url=jdbc:h2:mem:x;DB_CLOSE_DELAY=-1",
                        "leafnode.store=sql")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    JudgmentRepository judgments = context.getBean(JudgmentRepository.class);
                    JudgmentKey key = new JudgmentKey(new StageKey("leaf", "s"), 1000);
                    judgments.open(
                            new Judgment(key, "app", "p", "s", Question.NONE, null),
                            Lineage.of(List.of(new StageKey("parent", "p1"))));
                    assertThat(judgments.links(List.of("parent"))).hasSize(1);
                    System.out.println(context.getBean(Reconciler.class).reconcile());
                });
    }
}
