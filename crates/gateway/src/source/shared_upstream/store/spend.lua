-- Takes a call out of those of the hour, unless none is left or the API had too many.
-- KEYS: the calls by when they were made, the pause.
-- ARGV: the hour and how long a trial may take, in ms; how many calls may be made; the call's name.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local hour, trial, allowed = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - hour)
local spent = redis.call('ZCARD', KEYS[1])
local paused = tonumber(redis.call('HGET', KEYS[2], 'until') or '')
local granted, wait = 0, 0
if paused and now < paused then
    wait = paused - now
elseif spent >= allowed then
    -- So many of the oldest have to leave the hour first.
    local freed = redis.call('ZRANGE', KEYS[1], spent - allowed, spent - allowed, 'WITHSCORES')
    wait = (tonumber(freed[2] or '') or now) + hour - now
else
    granted = 1
    spent = spent + 1
    redis.call('ZADD', KEYS[1], now, ARGV[4])
    redis.call('PEXPIRE', KEYS[1], hour)
    if paused then
        -- This call tries whether the API answers again; the others wait for it.
        redis.call('HSET', KEYS[2], 'until', now + trial)
    end
end
local reset = wait
if granted == 1 or not paused or now >= paused then
    local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
    reset = (tonumber(oldest[2] or '') or now) + hour - now
end
local is_paused = 0
if paused then is_paused = 1 end
return { granted, wait, now, spent, reset, is_paused }
