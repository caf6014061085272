package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.spring.LeafnodeProperties.Cluster;
import dev.leafnode.spring.LeafnodeProperties.Redis;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.exceptions.JedisException;

/** A real Redis over TLS. Whom a JVM trusts is settled once for all of it, so each client has a JVM of its own. */
class RedisTlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String STORE_PASSWORD = "Passw0rt";

    @TempDir
    private Path directory;

    @Test
    void a_server_is_talked_to_whom_the_jvm_trusts_under_that_name() throws Exception {
        Path trusted = newCertificateFor("localhost");
        int port = freePort();
        try (RedisServer server = RedisServer.start(
                "--tls-port",
                String.valueOf(port),
                "--tls-cert-file",
                directory.resolve("cert.pem").toString(),
                "--tls-key-file",
                directory.resolve("key.pem").toString(),
                "--tls-auth-clients",
                "no")) {
            List<String> trust = List.of(
                    "-Djavax.net.ssl.trustStore=" + trusted, "-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD);

            String named = "rediss://localhost:" + port;
            String numbered = "rediss://%s:%d".formatted(server.host(), port);

            assertThat(ping(trust, named, numbered))
                    .contains("PONG")
                    .contains("No subject alternative names matching IP address 127.0.0.1 found");
            assertThat(ping(List.of(), named)).contains("unable to find valid certification path to requested target");
        }
    }

    /** In a JVM of its own, says what each of the servers answers. */
    static final class Ping {

        private Ping() {}

        public static void main(String[] urls) {
            for (String url : urls) {
                RedisAddress address =
                        RedisAddress.of(new Redis(url, null, null, null, new Cluster(List.of()), "leafnode:", null));
                try (RedisClient client = RedisClient.connect(address, PATIENCE)) {
                    System.out.println(client.jedis().ping());
                } catch (JedisException refused) {
                    System.out.println(Throwables.getStackTrace(refused));
                }
            }
        }
    }

    private static String ping(List<String> options, String... urls) throws IOException, InterruptedException {
        return run(Stream.of(
                        Stream.of(program("java"), "-cp", System.getProperty("java.class.path")),
                        options.stream(),
                        Stream.of(Ping.class.getName()),
                        Stream.of(urls))
                .flatMap(arguments -> arguments)
                .toList());
    }

    /** Leaves the certificate and its key for the server, and returns a store that holds it for clients to trust. */
    private Path newCertificateFor(String host) throws Exception {
        Path file = directory.resolve("store.p12");
        run(List.of(
                program("keytool"),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=redis",
                "-ext",
                "san=dns:" + host,
                "-keystore",
                file.toString(),
                "-storepass",
                STORE_PASSWORD));
        KeyStore store = KeyStore.getInstance(file.toFile(), STORE_PASSWORD.toCharArray());
        writePem("cert.pem", "CERTIFICATE", store.getCertificate("redis").getEncoded());
        writePem(
                "key.pem",
                "PRIVATE KEY",
                store.getKey("redis", STORE_PASSWORD.toCharArray()).getEncoded());
        Path trusted = directory.resolve("trusted.p12");
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("redis", store.getCertificate("redis"));
        try (OutputStream out = Files.newOutputStream(trusted)) {
            trust.store(out, STORE_PASSWORD.toCharArray());
        }
        return trusted;
    }

    private void writePem(String file, String what, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                directory.resolve(file), "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
