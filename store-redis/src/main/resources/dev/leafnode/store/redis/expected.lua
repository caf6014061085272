-- Finds out which judgments may still open: a stage that has started and is held up is told nothing of until it waits.
--
-- KEYS[1] the tree
-- ARGV    stages
-- Returns for each the attempt in which it runs as a judgment, as it is stored, or nothing.

local attempts = {}
for i = 1, #ARGV do
  local facts = stage_facts(KEYS[1], ARGV[i])
  attempts[i] = facts and facts.j or false
end
return attempts
