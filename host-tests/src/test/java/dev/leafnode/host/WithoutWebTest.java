package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WithoutWebTest {

    /** Spring's web modules, Tomcat and the servlet API. Ours is known by its place in the build. */
    private static final Pattern WEB =
            Pattern.compile("spring-web|spring-boot-(starter-)?(web|servlet|tomcat|http)|tomcat-|jakarta\\.servlet-");

    @Test
    void a_host_without_any_class_of_the_web_starts_and_shows_what_waits() throws Exception {
        List<String> classPath = ChildJvm.classPath(entry -> !isOfTheWeb(entry));
        assertThat(classPath).noneMatch(entry -> entry.contains("webmvc") || entry.contains("tomcat"));

        assertThat(ChildJvm.run(
                        Jdk.ofThisJvm(),
                        classPath,
                        PlainProgram.class,
                        Host.ON,
                        "leafnode.web.enabled=true",
                        Host.newDatabase()))
                .contains("Shown until it was over.");
    }

    private static boolean isOfTheWeb(String entry) {
        return entry.contains("/web/target/")
                || WEB.matcher(new File(entry).getName()).lookingAt();
    }
}
