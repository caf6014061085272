-- Moves an execution, or a judgment, from some sets to others. All of them are in one slot.
--
-- KEYS sets
-- ARGV for each set: "+" or "-", and the member that joins or leaves it
-- Returns nothing.

for i = 1, #KEYS do
  local member = string.sub(ARGV[i], 2)
  if string.sub(ARGV[i], 1, 1) == '+' then
    redis.call('ZADD', KEYS[i], 0, member)
  else
    redis.call('ZREM', KEYS[i], member)
  end
end
return false
