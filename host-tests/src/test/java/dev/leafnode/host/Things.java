package dev.leafnode.host;

import org.springframework.data.repository.CrudRepository;

/** Where the host keeps them. */
interface Things extends CrudRepository<Thing, String> {}
