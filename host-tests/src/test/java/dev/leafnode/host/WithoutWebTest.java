package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WithoutWebTest {

    /** Jars of Spring's web modules, of Tomcat and of the servlet API, and ours as a jar or as a directory of the build. */
    private static final Pattern WEB =
            Pattern.compile("(spring(-boot)?-(starter-)?(web|webmvc|web-server|servlet|tomcat)-\\d"
                    + "|spring-boot-starter-tomcat|spring-boot-http|tomcat-|jakarta\\.servlet-|leafnode-web-|web/target/).*");

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

    @Test
    void a_host_that_has_the_classes_and_serves_nothing_has_no_interface() {
        try (Host host = Host.start(Host.ON, "leafnode.web.enabled=true", Host.newDatabase())) {
            assertThat(host.context().getBeanDefinitionNames()).noneMatch(name -> name.endsWith("Controller"));
            Tree.open(host.context());
            Tree.assertShownUntilItIsOver(host.context());
        }
    }

    private static boolean isOfTheWeb(String entry) {
        File file = new File(entry);
        String name = file.isDirectory() ? entry.substring(entry.lastIndexOf("/", entry.lastIndexOf("/target")) + 1) : file.getName();
        return WEB.matcher(entry.contains("/web/target/") ? "web/target/" : name).matches();
    }
}
