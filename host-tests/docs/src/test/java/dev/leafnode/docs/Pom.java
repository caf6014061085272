package dev.leafnode.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What a {@code pom.xml} of this repository says. */
record Pom(Element project) {

    static Pom root() throws IOException {
        return read(Page.ROOT.resolve("pom.xml"));
    }

    /** The artifacts of all modules. */
    static Set<String> artifacts() throws IOException {
        Set<String> artifacts = new TreeSet<>();
        for (Path pom : Page.files("", "pom.xml")) {
            artifacts.add(read(pom).own("artifactId"));
        }
        return artifacts;
    }

    /** That of the root; other modules have none of their own. */
    String version() {
        return own("version");
    }

    static Document document(String xml) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)));
        } catch (ParserConfigurationException | SAXException failure) {
            throw new IOException("no XML: " + xml, failure);
        }
    }

    static String text(Element element, String tag) {
        return element.getElementsByTagName(tag).item(0).getTextContent();
    }

    private static Pom read(Path pom) throws IOException {
        return new Pom(document(Files.readString(pom)).getDocumentElement());
    }

    private String own(String tag) {
        for (Node child = project.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeName().equals(tag)) {
                return child.getTextContent();
            }
        }
        throw new IllegalArgumentException("pom: expected <%s>, got none".formatted(tag));
    }
}
