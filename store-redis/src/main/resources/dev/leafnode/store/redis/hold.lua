-- Prolongs a lock, or gives it back.
--
-- KEYS[1] the lock
-- ARGV[1] its holder
-- ARGV[2] for how many milliseconds from now on; 0 gives it back
-- Returns 1, or 0 if somebody else holds it, or nobody.

if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
