-- Cuts the ways of judgments through a stage that has ended.
--
-- KEYS[1] the tree
-- KEYS[2] what is open in this state
-- ARGV[1] the id of the stage's execution
-- ARGV[2] the id of the stage
-- ARGV[3] the last attempt that is cut
-- ARGV[4] 1 if the execution is said to be stored here
-- Returns nothing, and does nothing, if it is not; otherwise how many ways were cut, the executions that the stage awaits by name, and the tags of the trees below.

local tree, open = KEYS[1], KEYS[2]
local id, stage = ARGV[1], ARGV[1] .. '\t' .. ARGV[2]
local spared = nil
if ARGV[4] == '1' and redis.call('HEXISTS', tree, 'x:' .. id) == 0 then
  return false
end
local execution, facts = execution_facts(tree, id), stage_facts(tree, stage)
if execution and not execution.c and facts and facts.w then
  spared = facts.n
end

local up = {}
local function steps_of(child)
  if not up[child] then
    up[child] = steps(tree, child)
  end
  return up[child]
end

-- The marks of a judgment that this cut makes.
local function marks_of(judgment, leaf)
  local marks = {}
  local function mark(child)
    local made = stage .. '\t' .. child
    if not has(spared, child) and not has(judgment.u, made) then
      marks[#marks + 1] = made
    end
  end
  if judgment.l then
    local child = leaf
    for above in entries(judgment.l) do
      if has(judgment.u, above .. '\t' .. child) then
        break
      elseif above == stage then
        mark(child)
      end
      child = halves(above)
    end
    return marks
  end
  local seen, next = {}, {leaf}
  while #next > 0 do
    local child = table.remove(next)
    if not seen[child] then
      seen[child] = true
      for _, step in ipairs(steps_of(child)) do
        if step.stage == stage then
          mark(child)
        elseif not step.tag and not has(judgment.u, step.stage .. '\t' .. child) then
          next[#next + 1] = halves(step.stage)
        end
      end
    end
  end
  return marks
end

local cut = 0
local all = redis.call('HGETALL', open)
for i = 1, #all, 2 do
  local judgment = parse(all[i + 1])
  if not less(ARGV[3], judgment.a) then
    local marks = marks_of(judgment, (halves(all[i])))
    for _, made in ipairs(marks) do
      judgment.u = with(judgment.u, made)
      cut = cut + 1
    end
    if #marks > 0 then
      redis.call('HSET', open, all[i], text(judgment))
    end
  end
end
return {cut, spared or '', redis.call('HGET', tree, 'd') or ''}
