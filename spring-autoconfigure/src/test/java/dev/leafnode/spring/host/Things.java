package dev.leafnode.spring.host;

import org.springframework.data.repository.CrudRepository;

/** Where the host keeps it. */
public interface Things extends CrudRepository<Thing, String> {}
