-- Brings what is open of one tree in line with what is stored of it.
--
-- KEYS[1]    the tree
-- KEYS[2]    what is open in this state
-- KEYS[3]    what was closed in this state
-- ARGV[1]    the state
-- ARGV[2]    the time of the repair, in milliseconds since the epoch
-- ARGV[3]    what was closed before this time is forgotten
-- ARGV[4]    the most repairs of each kind
-- ARGV[5]    the milliseconds that what is closed is remembered
-- ARGV[6]    1 if ARGV[7...] is known; otherwise nothing is decided that depends on it
-- ARGV[7...] complete executions of this tree that stages in other trees await
-- Returns the numbers of what was opened, closed, linked, unlinked and forgotten; what is open now, as pairs of stages and
-- judgments; the complete executions in which a stage failed and for which another tree decides; 1 if a way of what is open
-- leads into another tree; pairs of waiting stages and the executions that they name and that are not in this tree; the
-- executions that triggers name and that are not in this tree; the tags of the trees above; and the executions that are
-- stored here and not complete.

local tree, open, closed = KEYS[1], KEYS[2], KEYS[3]
local state, at, most = ARGV[1], ARGV[2], tonumber(ARGV[4])
local decided, elsewhere = ARGV[6] == '1', {}
for i = 7, #ARGV do
  elsewhere[ARGV[i]] = true
end

-- Whether a complete execution is awaited, and whether only another tree could tell.
local undecided = {}
local function awaited(id)
  if awaited_in_tree(tree, id) or elsewhere[id] then
    return true
  end
  if not decided then
    for _, step in ipairs(steps(tree, id)) do
      if step.tag then
        undecided[id] = true
      end
    end
  end
  return false
end

local function attempt_of(stage)
  local id, stage_id = halves(stage)
  return since(tree, state, id, stage_id, awaited)
end

-- What is open and over.
local closings = 0
local all = redis.call('HGETALL', open)
for i = 1, #all, 2 do
  local stage, judgment = all[i], parse(all[i + 1])
  local id = halves(stage)
  local over
  if redis.call('HEXISTS', tree, 'x:' .. id) == 1 then
    over = attempt_of(stage) ~= judgment.a and not undecided[id]
  else
    over = judgment.k ~= nil
  end
  if over and closings < most then
    redis.call('HDEL', open, stage)
    note_closed(closed, stage, judgment.a, at, ARGV[5])
    closings = closings + 1
  end
end

-- What waits and is not open.
local openings, elsewhere_named, parents, above, active = 0, {}, {}, {}, {}
local fields = redis.call('HKEYS', tree)
for _, field in ipairs(fields) do
  local kind, id = string.match(field, '^(.):(.*)$')
  if kind == 'p' then
    local parent = halves(redis.call('HGET', tree, field))
    if redis.call('HEXISTS', tree, 'x:' .. parent) == 0 then
      parents[#parents + 1] = parent
    end
  elseif kind == 't' then
    above[#above + 1] = redis.call('HGET', tree, field)
  elseif kind == 'x' and not execution_facts(tree, id).c then
    active[#active + 1] = id
  end
  id = kind == 'x' and id
  for stage_id in entries(id and redis.call('HGET', tree, 'i:' .. id)) do
    local stage = id .. '\t' .. stage_id
    local facts = stage_facts(tree, stage)
    for child in entries(facts and facts.w and facts.n) do
      if redis.call('HEXISTS', tree, 'x:' .. child) == 0 then
        elsewhere_named[#elsewhere_named + 1] = stage
        elsewhere_named[#elsewhere_named + 1] = child
      end
    end
    local attempt = openings < most and attempt_of(stage)
    if attempt then
      local known = parse(redis.call('HGET', open, stage))
      if not known or known.a ~= attempt then
        local execution = execution_facts(tree, id)
        redis.call('HDEL', closed, stage)
        local asks = state == 'JUDGMENT'
        redis.call('HSET', open, stage, text({
          a = attempt, k = '1', o = at, p = execution.a, n = execution.n, m = facts.m,
          q = asks and facts.q or nil, v = asks and facts.v or nil,
        }))
        openings = openings + 1
      end
    end
  end
end

-- The ways: a stage that awaits what is below it is not cut, and one that has ended since is.
local linked, unlinked, leads_out = 0, 0, 0
all = redis.call('HGETALL', open)
for i = 1, #all, 2 do
  local judgment = parse(all[i + 1])
  local cuts = judgment.u
  local seen, next = {}, {judgment.k and halves(all[i]) or nil}
  while #next > 0 do
    local child = table.remove(next)
    for _, step in ipairs(seen[child] and {} or steps(tree, child)) do
      local mark, id = step.stage .. '\t' .. child, halves(step.stage)
      if step.tag then
        leads_out = 1
      elseif awaits(tree, step.stage, child, step.named) then
        if has(judgment.u, mark) and linked < most then
          judgment.u = without(judgment.u, mark)
          linked = linked + 1
        end
        next[#next + 1] = id
      elseif not has(judgment.u, mark) and unlinked < most then
        local facts, execution = stage_facts(tree, step.stage), execution_facts(tree, id)
        local ended = facts and not facts.w and facts.e or execution.c and execution.e
        if ended and not less(ended, judgment.a) then
          judgment.u = with(judgment.u, mark)
          unlinked = unlinked + 1
        end
      end
    end
    seen[child] = true
  end
  if judgment.u ~= cuts then
    redis.call('HSET', open, all[i], text(judgment))
  end
end

-- What was closed long ago.
local forgotten = 0
local known = redis.call('HGETALL', closed)
for i = 1, #known, 2 do
  local _, ended = halves(known[i + 1])
  if forgotten < most and tonumber(ended) < tonumber(ARGV[3]) then
    redis.call('HDEL', closed, known[i])
    forgotten = forgotten + 1
  end
end

local unsure = {}
for id in pairs(undecided) do
  unsure[#unsure + 1] = id
end
return {openings, closings, linked, unlinked, forgotten, redis.call('HGETALL', open), unsure, leads_out, elsewhere_named, parents,
  above, active}
