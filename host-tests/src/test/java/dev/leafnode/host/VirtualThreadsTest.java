package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class VirtualThreadsTest {

    @Test
    void an_engine_on_virtual_threads_is_heard_and_so_are_its_transactions_and_requests() throws Exception {
        Optional<Jdk> jdk = Jdk.withVirtualThreads();
        assumeTrue(
                jdk.isPresent(), "There is no JDK with virtual threads. Name one, 21 or newer, in LEAFNODE_TEST_JDK.");

        assertThat(ChildJvm.run(
                        jdk.get(),
                        ChildJvm.classPath(entry -> true),
                        VirtualThreadsProgram.class,
                        "spring.threads.virtual.enabled=true",
                        Host.ON,
                        Host.SERVING,
                        "leafnode.web.enabled=true",
                        Host.newDatabase()))
                .contains("Shown until it was over, on virtual threads.");
    }
}
