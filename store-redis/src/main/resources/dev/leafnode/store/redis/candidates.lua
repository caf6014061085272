-- Reads the next members of some sets, the highest first.
--
-- KEYS    sets
-- ARGV[1] the upper bound; ARGV[2]: the lower bound; ARGV[3]: the most of each set
-- Returns a list for each set.

local found = {}
for i = 1, #KEYS do
  found[i] = redis.call('ZREVRANGEBYLEX', KEYS[i], ARGV[1], ARGV[2], 'LIMIT', 0, ARGV[3])
end
return found
