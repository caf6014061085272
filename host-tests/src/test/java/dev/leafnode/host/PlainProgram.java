package dev.leafnode.host;

/** A host without a server for HTTP, from its start to its end. */
final class PlainProgram {

    private PlainProgram() {}

    public static void main(String[] settings) {
        try (Host host = Host.start(settings)) {
            Tree.open(host.context());
            Tree.assertShownUntilItIsOver(host.context());
            System.out.println("Shown until it was over.");
        }
    }
}
