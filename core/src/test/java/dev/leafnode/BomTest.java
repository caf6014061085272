package dev.leafnode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class BomTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void the_bom_names_the_modules_that_are_published_and_no_others() throws Exception {
        List<String> published = new ArrayList<>();
        for (String module : texts(pom(ROOT), "/project/modules/module")) {
            Document pom = pom(ROOT.resolve(module));
            boolean isJar = texts(pom, "/project/packaging").isEmpty();
            boolean isSkipped =
                    texts(pom, "/project/properties/maven.deploy.skip").contains("true");
            if (isJar && !isSkipped) {
                published.addAll(texts(pom, "/project/artifactId"));
            }
        }
        assertThat(texts(pom(ROOT.resolve("bom")), "/project/dependencyManagement/dependencies/dependency/artifactId"))
                .contains("leafnode-core")
                .containsExactlyInAnyOrderElementsOf(published);
    }

    private static Document pom(Path module) throws IOException, ParserConfigurationException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(module.resolve("pom.xml").toFile());
    }

    private static List<String> texts(Document pom, String path) throws XPathExpressionException {
        NodeList nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
