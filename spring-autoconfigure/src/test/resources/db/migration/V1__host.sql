create table host_thing (host_id varchar(64) primary key, host_name varchar(255) not null);
