-- Reads the entries of a log after a position.
--
-- KEYS[1] the log
-- ARGV[1] the position
-- ARGV[2] the most
-- Returns them, each as its position, a space and its text.

return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. ARGV[1], '+inf', 'LIMIT', 0, ARGV[2])
