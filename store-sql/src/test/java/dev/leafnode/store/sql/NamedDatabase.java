package dev.leafnode.store.sql;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A database whose connections know nothing but its name and its version. */
final class NamedDatabase extends AbstractDataSource {

    private final Connection connection;

    NamedDatabase(String product, String version) {
        Map<String, String> answers = Map.of("getDatabaseProductName", product, "getDatabaseProductVersion", version);
        DatabaseMetaData metaData = answering(DatabaseMetaData.class, method -> answers.get(method.getName()));
        connection = answering(Connection.class, method -> method.getName().equals("getMetaData") ? metaData : null);
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) {
        return connection;
    }

    private static <T> T answering(Class<T> type, Function<Method, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                NamedDatabase.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.apply(method)));
    }
}
