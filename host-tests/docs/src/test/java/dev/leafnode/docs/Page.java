package dev.leafnode.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path where it is, from the root of the repository
 */
record Page(Path path, String text) {

    /** The root of the repository, from where the tests of this module run. */
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Pattern FENCED =
            Pattern.compile("^ *```([^\n]*)\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);

    static List<Page> all() {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(
                                            "README.md",
                                            "CONTRIBUTING.md",
                                            "examples/custom-store/README.md",
                                            "examples/spinnaker-orca/README.md")
                                    .map(ROOT::resolve),
                            docs.filter(path -> path.toString().endsWith(".md")).sorted())
                    .map(Page::read)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Those of all pages. */
    static List<Block> blocks(String... languages) {
        return all().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.is(languages))
                .toList();
    }

    /** The files below a folder of the repository whose names end so, but those that a build makes. */
    static List<Path> files(String folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(end))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    private static Page read(Path path) {
        try {
            return new Page(ROOT.relativize(path), Files.readString(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher block = FENCED.matcher(text);
        while (block.find()) {
            long line = text.substring(0, block.start()).lines().count() + 1;
            blocks.add(new Block(block.group(1), block.group(2).stripIndent(), path + ":" + line));
        }
        return blocks;
    }

    /** Without its blocks. */
    String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    /** What a link to a heading of it ends with, for every heading. */
    List<String> anchors() {
        return prose().lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ *", ""))
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
