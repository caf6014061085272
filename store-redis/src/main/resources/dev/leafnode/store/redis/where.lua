-- Finds the trees of executions.
--
-- KEYS[1] homes
-- KEYS[2] guests
-- ARGV    the ids
-- Returns for each the home; or the tags, where it is a guest; or nothing.

local found = {}
for i = 1, #ARGV do
  found[i] = redis.call('HGET', KEYS[1], ARGV[i]) or redis.call('HGET', KEYS[2], ARGV[i])
end
return found
