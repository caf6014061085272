-- Cuts ways of open judgments, or makes them whole again, where they lead through another tree.
--
-- KEYS[1]    what is open in this state
-- ARGV[1]    1 to cut, 0 to make whole
-- ARGV[2...] for each way: the leaf's stage, its attempt, and the step that is cut or not
-- Returns how many changed.

local changed = 0
for i = 2, #ARGV, 3 do
  local judgment = parse(redis.call('HGET', KEYS[1], ARGV[i]))
  if judgment and judgment.a == ARGV[i + 1] and has(judgment.u, ARGV[i + 2]) ~= (ARGV[1] == '1') then
    if ARGV[1] == '1' then
      judgment.u = with(judgment.u, ARGV[i + 2])
    else
      judgment.u = without(judgment.u, ARGV[i + 2])
    end
    redis.call('HSET', KEYS[1], ARGV[i], text(judgment))
    changed = changed + 1
  end
end
return changed
