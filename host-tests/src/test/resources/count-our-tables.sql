create table host_count as
select count(*) as our_tables from information_schema.tables where lower(table_name) like 'leafnode%';
