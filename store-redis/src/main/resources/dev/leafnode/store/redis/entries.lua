-- Reads the next members of a set, the lowest first.
--
-- KEYS[1] the set
-- ARGV[1] the lower bound
-- ARGV[2] the most
-- Returns them.

return redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], '+', 'LIMIT', 0, ARGV[2])
