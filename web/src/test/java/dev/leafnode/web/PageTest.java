package dev.leafnode.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.LeafStates;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** How the page is served; what it does is tried in a browser, by the tests of the quickstart. */
class PageTest {

    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*[\"']([^\"']+)[\"']");
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(page/[^\"]+)\"");

    private final InMemoryStore store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());
    private final GenericWebApplicationContext context = new GenericWebApplicationContext();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void it_is_at_the_base_path_and_a_slash_since_all_that_it_asks_for_is_relative() throws Exception {
        start("/base/leafnode");
        MockHttpServletResponse page = get("/base/leafnode/");
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getContentType()).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.getContentAsString()).contains("src=\"page/app.js\"").doesNotContain("=\"/");
        MockHttpServletResponse redirect = get("/base/leafnode");
        assertThat(redirect.getStatus()).isEqualTo(302);
        assertThat(URI.create("http://proxy/x/base/leafnode").resolve(String.valueOf(redirect.getHeader("Location"))))
                .hasToString("http://proxy/x/base/leafnode/");
    }

    @Test
    void where_everything_is_served_at_the_root_it_is_the_root() throws Exception {
        start("");
        assertThat(get("/").getContentType()).isEqualTo("text/html;charset=UTF-8");
        assertThat(get("/page/app.js").getStatus()).isEqualTo(200);
        MockHttpServletRequestBuilder below =
                MockMvcRequestBuilders.get("/engine/").contextPath("/engine");
        assertThat(send(below).getContentType()).isEqualTo("text/html;charset=UTF-8");
    }

    @Test
    void every_file_that_it_asks_for_is_served_with_its_type_and_no_file_besides() throws Exception {
        start("/leafnode");
        Deque<String> wanted = new ArrayDeque<>();
        Matcher links = LINK.matcher(get("/leafnode/").getContentAsString());
        while (links.find()) {
            wanted.add(links.group(1));
        }
        assertThat(wanted).contains("page/app.js", "page/page.css", "page/icon.svg");
        Set<String> found = new TreeSet<>();
        while (!wanted.isEmpty()) {
            String file = wanted.remove();
            if (found.add(file)) {
                MockHttpServletResponse response = get("/leafnode/" + file);
                assertThat(response.getStatus()).as(file).isEqualTo(200);
                assertThat(response.getContentType()).as(file).isEqualTo(typeOf(file));
                Matcher imports = IMPORT.matcher(file.endsWith(".js") ? response.getContentAsString() : "");
                while (imports.find()) {
                    assertThat(imports.group(1)).as("what %s imports", file).startsWith(".");
                    wanted.add(URI.create(file).resolve(imports.group(1)).toString());
                }
            }
        }
        Set<String> own = new TreeSet<>(found);
        own.removeIf(file -> file.startsWith("page/lit/"));
        assertThat(own).isEqualTo(files().stream().map(name -> "page/" + name).collect(Collectors.toSet()));
        assertThat(found).contains("page/lit/lit-html.js", "page/lit/directives/repeat.js");
    }

    private static String typeOf(String file) {
        return file.endsWith(".js")
                ? "text/javascript;charset=UTF-8"
                : file.endsWith(".css") ? "text/css;charset=UTF-8" : "image/svg+xml";
    }

    @Test
    void nothing_else_of_the_class_path_can_be_had() throws Exception {
        start("/leafnode");
        for (String path : List.of(
                "page/index.html",
                "page/nothing.js",
                "page/../openapi.json",
                "page/lit/polyfill-support.js",
                "page/",
                "page/%2e%2e/openapi.json",
                "page//app.js")) {
            MockHttpServletResponse missing = send(MockMvcRequestBuilders.get(URI.create("/leafnode/" + path)));
            assertThat(missing.getStatus()).as(path).isEqualTo(404);
            assertThat(missing.getContentType()).as(path).isEqualTo("application/problem+json");
        }
    }

    @Test
    void every_file_forbids_what_it_does_not_need_and_is_asked_about_each_time() throws Exception {
        start("/leafnode");
        for (String path : List.of("/leafnode/", "/leafnode/page/app.js", "/leafnode/page/icon.svg")) {
            MockHttpServletResponse response = get(path);
            assertAll(
                    () -> assertThat(response.getHeader("Content-Security-Policy"))
                            .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                            .contains("require-trusted-types-for 'script'")
                            .doesNotContain("unsafe"),
                    () -> assertThat(response.getHeader("X-Content-Type-Options"))
                            .isEqualTo("nosniff"),
                    () -> assertThat(response.getHeader("Referrer-Policy")).isEqualTo("no-referrer"),
                    () -> assertThat(response.getHeader("Cache-Control")).isEqualTo("no-cache"));
            String tag = String.valueOf(response.getHeader("ETag"));
            MockHttpServletResponse again =
                    send(MockMvcRequestBuilders.get(path).header("If-None-Match", tag));
            assertThat(again.getStatus()).isEqualTo(304);
            assertThat(again.getContentAsByteArray()).isEmpty();
        }
    }

    @Test
    void it_knows_what_is_served_besides_judgments() throws Exception {
        start("/leafnode");
        assertThat(get("/leafnode/").getContentAsString())
                .contains("data-executions=\"false\"", "data-decisions=\"false\"");
        context.close();
        GenericWebApplicationContext full = new GenericWebApplicationContext();
        full.registerBean(JudgmentDecider.class, () -> decision -> Optional.empty());
        full.registerBean(ExecutionRepository.class, store::executions);
        start(full, "/leafnode", ExecutionsApi.class, DecisionsApi.class);
        assertThat(send(full, MockMvcRequestBuilders.get("/leafnode/")).getContentAsString())
                .contains("data-executions=\"true\"", "data-decisions=\"true\"");
        full.close();
    }

    @Test
    void the_way_to_a_leaf_leads_to_its_judgment_on_the_page() throws Exception {
        store.executions().save(Site.waitingExecution("a/b", "B", null));
        store.judgments()
                .open(
                        WaitRules.DEFAULT
                                .judgment(LeafState.JUDGMENT, Site.waitingExecution("a/b", "B", null), Site.judge(0))
                                .orElseThrow(),
                        Lineage.stored());
        start("/leafnode");
        URI leaf = URI.create("/leafnode/executions/a%2Fb/leaf");
        assertThat(send(MockMvcRequestBuilders.get(leaf)).getHeader("Location"))
                .isEqualTo("/leafnode/#/judgments/a%2Fb/judge");
        assertThat(send(MockMvcRequestBuilders.get(leaf).accept("application/json"))
                        .getContentAsString())
                .contains("\"executionId\":\"a/b\"");
    }

    /** The templates are the one thing that becomes HTML; these would be others. */
    @Test
    void no_module_makes_html_of_a_text() throws Exception {
        for (String name : files()) {
            try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .as(name)
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "unsafe-")
                        .doesNotContain("eval(", "new Function", "style=", "onclick=");
            }
        }
    }

    /** Our own, but for the page that asks for them. */
    private static Set<String> files() throws IOException, URISyntaxException {
        Path folder =
                Path.of(PageFiles.class.getResource("page/index.html").toURI()).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("index.html"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void start(String basePath) {
        start(context, basePath);
    }

    private void start(GenericWebApplicationContext starting, String basePath, Class<?>... besides) {
        starting.setEnvironment(new MockEnvironment().withProperty("leafnode.web.base-path", basePath));
        starting.setServletContext(new MockServletContext());
        starting.registerBean(JudgmentRepository.class, store::judgments);
        starting.registerBean(WaitRules.class, () -> WaitRules.DEFAULT);
        starting.registerBean(LeafStates.class, () -> new LeafStates(Map.of()));
        AnnotatedBeanDefinitionReader beans = new AnnotatedBeanDefinitionReader(starting, starting.getEnvironment());
        beans.register(Mvc.class, RestApi.class, PageApi.class);
        beans.register(besides);
        starting.refresh();
    }

    private MockHttpServletResponse get(String path) throws Exception {
        return send(MockMvcRequestBuilders.get(path));
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return send(context, request);
    }

    private static MockHttpServletResponse send(
            GenericWebApplicationContext started, MockHttpServletRequestBuilder request) throws Exception {
        MockMvc mvc = MockMvcBuilders.webAppContextSetup(started).build();
        return mvc.perform(request).andReturn().getResponse();
    }

    @EnableWebMvc
    static class Mvc {}
}
