package dev.leafnode.orca.engine;

import org.springframework.beans.factory.ObjectProvider;

/** A bean that is there. */
record Provided<T>(T value) implements ObjectProvider<T> {

    @Override
    public T getObject() {
        return value;
    }

    @Override
    public T getObject(Object... arguments) {
        return value;
    }

    @Override
    public T getIfAvailable() {
        return value;
    }

    @Override
    public T getIfUnique() {
        return value;
    }
}
