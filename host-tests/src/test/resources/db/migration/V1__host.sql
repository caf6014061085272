create table host_thing (host_id varchar(40) primary key, host_name varchar(40));
create table host_note (id varchar(40) primary key, text varchar(40));
