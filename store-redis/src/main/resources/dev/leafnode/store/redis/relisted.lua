-- Notes that nothing stands in sets any more as it stood before an execution changed.
--
-- KEYS[1] the tree
-- ARGV[1] the id
-- ARGV[2] the facts from before that were looked for
-- Returns nothing.

if redis.call('HGET', KEYS[1], 'l:' .. ARGV[1]) == ARGV[2] then
  redis.call('HDEL', KEYS[1], 'l:' .. ARGV[1])
end
return false
