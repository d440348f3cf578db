-- SPDX-FileCopyrightText: The Watchbill developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The tasks of an application that does not exist: a concept generator with some hundred users.
-- It fills public.tasks of schema.sql for the demo, for tests and for measuring.
--
--     SELECT setseed(0.5);                                     -- to get the same tasks every time
--     SELECT watchbill_demo.fill(200000, interval '30 days');  -- history up to now
--     SELECT watchbill_demo.step(1);                           -- every second: what has happened since
--
-- Never run it against a table that matters: step() treats every pending task as its own.
-- It can be run again. To remove it: DROP SCHEMA watchbill_demo CASCADE;

CREATE SCHEMA IF NOT EXISTS watchbill_demo;

-- Chance ------------------------------------------------------------------------------------------
-- These and the texts below are single expressions, so that the planner puts them in place of
-- their calls. All chance is random(), for setseed(), or the hash of an id, which is the fate that
-- a task is born with: step() can be called at any time and needs no memory of its own.

CREATE OR REPLACE FUNCTION watchbill_demo.pick(VARIADIC words text[]) RETURNS text
    LANGUAGE sql VOLATILE AS
$$ SELECT words[1 + floor(random() * cardinality(words))::int] $$;

CREATE OR REPLACE FUNCTION watchbill_demo.between(low int, high int) RETURNS int
    LANGUAGE sql VOLATILE AS
$$ SELECT low + floor(random() * (high - low + 1))::int $$;

-- A UUID (of version 4 by its looks) that is always the same for a name.
CREATE OR REPLACE FUNCTION watchbill_demo.uuid_of(name text) RETURNS uuid
    LANGUAGE sql IMMUTABLE AS
$$ SELECT overlay(overlay(md5(name) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid $$;

CREATE OR REPLACE FUNCTION watchbill_demo.random_uuid() RETURNS uuid
    LANGUAGE sql VOLATILE AS
$$ SELECT watchbill_demo.uuid_of(random()::text || random()::text) $$;

-- A number from 0 to just below 1 that belongs to this task; another salt gives another one.
CREATE OR REPLACE FUNCTION watchbill_demo.fate(id uuid, salt int) RETURNS double precision
    LANGUAGE sql IMMUTABLE AS
$$ SELECT (uuid_hash_extended(id, salt) & 1048575) / 1048576.0::float8 $$;

-- One in 150 is taken by a worker that never comes back.
CREATE OR REPLACE FUNCTION watchbill_demo.is_stuck(id uuid) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS
$$ SELECT watchbill_demo.fate(id, 1) < 1.0 / 150 $$;

-- How long it is pending: 1 to 6 s.
CREATE OR REPLACE FUNCTION watchbill_demo.wait_of(id uuid) RETURNS interval
    LANGUAGE sql IMMUTABLE AS
$$ SELECT make_interval(secs => 1 + 5 * watchbill_demo.fate(id, 2)) $$;

-- How long step() lets it be processed: 4 to 40 s, mostly short.
CREATE OR REPLACE FUNCTION watchbill_demo.duration_of(id uuid) RETURNS interval
    LANGUAGE sql IMMUTABLE AS
$$ SELECT make_interval(secs => 4 + 36 * watchbill_demo.fate(id, 3) ^ 2) $$;

-- Who and what ------------------------------------------------------------------------------------

-- The user of this rank: 1 is the busiest. Where user_id references another table, put
-- watchbill_demo.user_id(1) to user_id(400) there first.
CREATE OR REPLACE FUNCTION watchbill_demo.user_id(rank int) RETURNS uuid
    LANGUAGE sql IMMUTABLE AS
$$ SELECT watchbill_demo.uuid_of('watchbill demo user ' || rank::text) $$;

-- By Zipf's law: the second has half as many tasks as the first, the tenth a tenth.
CREATE OR REPLACE FUNCTION watchbill_demo.random_user(users int) RETURNS uuid
    LANGUAGE sql VOLATILE AS
$$ SELECT watchbill_demo.user_id(floor((users + 1) ^ random())::int) $$;

CREATE OR REPLACE FUNCTION watchbill_demo.random_type() RETURNS text
    LANGUAGE sql VOLATILE AS
$$ SELECT CASE WHEN random() < 0.04 THEN 'image_upscale' ELSE watchbill_demo.pick(
    'concept_generation', 'concept_generation', 'concept_generation', 'concept_refinement') END $$;

CREATE OR REPLACE FUNCTION watchbill_demo.random_worker() RETURNS text
    LANGUAGE sql VOLATILE AS
$$ SELECT 'gpu-worker-' || lpad(watchbill_demo.between(1, 12)::text, 2, '0') $$;

CREATE OR REPLACE FUNCTION watchbill_demo.random_prompt() RETURNS text
    LANGUAGE sql VOLATILE AS
$$ SELECT concat_ws(' ',
    watchbill_demo.pick('a weathered', 'a minimalist', 'a hand-carved', 'a translucent', 'a folding',
        'an art deco', 'a biomorphic', 'a rugged', 'a toy-like', 'a solar-powered', 'a cosy', 'a brutalist'),
    watchbill_demo.pick('brass', 'birch plywood', 'recycled plastic', 'matte ceramic', 'brushed steel',
        'felt', 'carbon fibre', 'terracotta', 'paper', 'walnut'),
    watchbill_demo.pick('desk lamp', 'hiking backpack', 'electric kettle', 'lounge chair', 'bike helmet',
        'tea set', 'wall clock', 'camping stove', 'city scooter', 'lighthouse', 'bird house', 'chess set',
        'train station', 'greenhouse', 'espresso machine', 'robot companion'),
    watchbill_demo.pick('on a white background', 'in morning fog', 'at a night market', 'in a workshop',
        'seen from above', 'as an exploded view', 'with soft studio light', 'at golden hour',
        'on a café table', 'im Stil der Siebziger', '雪の中で', NULL)) $$;

-- What was asked for ------------------------------------------------------------------------------
-- Metadata is put together as text, as members of a JSON object: that is twice as fast.

CREATE OR REPLACE FUNCTION watchbill_demo.random_region() RETURNS text
    LANGUAGE sql VOLATILE AS
$$ SELECT format('{"box": [%s, %s, %s, %s], "instruction": "%s"}',
    watchbill_demo.between(0, 500), watchbill_demo.between(0, 500),
    watchbill_demo.between(64, 500), watchbill_demo.between(64, 500),
    watchbill_demo.pick('make the edges softer', 'remove the logo', 'warmer light', 'replace the handle',
        'less clutter', 'show the hinge', 'match the reference colour', 'add a shadow')) $$;

CREATE OR REPLACE FUNCTION watchbill_demo.random_regions() RETURNS text
    LANGUAGE sql VOLATILE AS
$$ SELECT CASE watchbill_demo.between(1, 3)
    WHEN 1 THEN watchbill_demo.random_region()
    WHEN 2 THEN concat_ws(', ', watchbill_demo.random_region(), watchbill_demo.random_region())
    ELSE concat_ws(', ', watchbill_demo.random_region(), watchbill_demo.random_region(), watchbill_demo.random_region())
    END $$;

-- The metadata of a new task. NULL now and then, as in old rows of a grown application.
CREATE OR REPLACE FUNCTION watchbill_demo.request(type text) RETURNS text
    LANGUAGE sql VOLATILE AS
$$ SELECT CASE
    WHEN random() < 0.03 THEN NULL
    WHEN type = 'image_upscale' THEN format('"model": "upscale-4", "factor": %s, "source": "concepts/%s/v%s.png"',
        watchbill_demo.pick('2', '4'), watchbill_demo.random_uuid(), watchbill_demo.between(1, 4))
    ELSE format('"prompt": "%s", "style": "%s", "model": "%s", "seed": %s, "steps": %s, "dimensions": {%s}, "tags": [%s]',
        watchbill_demo.random_prompt(),
        watchbill_demo.pick('photoreal', 'watercolour', 'isometric', 'line art', 'low poly', 'concept sketch', 'clay render'),
        watchbill_demo.pick('concept-xl-2', 'concept-xl-2', 'concept-xl-2-turbo', 'atelier-3'),
        floor(random() * 4294967296)::text,
        watchbill_demo.pick('20', '30', '30', '50'),
        watchbill_demo.pick('"width": 1024, "height": 1024', '"width": 1344, "height": 768',
            '"width": 768, "height": 1344', '"width": 512, "height": 512'),
        watchbill_demo.pick('', '', '"draft"', '"draft", "client"', '"favourite"', '"moodboard", "autumn"', '"final"'))
        || CASE WHEN type = 'concept_refinement' THEN format(
            ', "parent": {"concept_id": "%s", "version": %s}, "strength": 0.%s, "regions": [%s]',
            watchbill_demo.random_uuid(), watchbill_demo.between(1, 6),
            watchbill_demo.between(20, 80), watchbill_demo.random_regions())
        ELSE '' END
    END $$;

-- What happened -----------------------------------------------------------------------------------

-- What went wrong: `trouble`, from 0 to 1, says what kind it was, chance fills in the details.
CREATE OR REPLACE FUNCTION watchbill_demo.error_text(trouble double precision, worker text) RETURNS text
    LANGUAGE sql VOLATILE AS
$$ SELECT CASE
    WHEN trouble < 0.22 THEN format('Provider request timed out after %s s (request req_%s)',
        watchbill_demo.pick('30', '60', '60', '120'), left(md5(random()::text), 12))
    WHEN trouble < 0.30 THEN format('Provider answered 503 Service Unavailable (attempt %s of 3)',
        watchbill_demo.between(1, 3))
    WHEN trouble < 0.45 THEN format('Rate limit exceeded: %s requests in 60 s, allowed are 60. Retry after %s s.',
        watchbill_demo.between(61, 95), watchbill_demo.between(2, 58))
    WHEN trouble < 0.57 THEN format('Rejected by the content policy: category "%s", score 0.%s',
        watchbill_demo.pick('violence', 'self-harm', 'trademark', 'adult', 'public figure'),
        watchbill_demo.between(71, 99))
    WHEN trouble < 0.66 THEN format('Invalid prompt JSON: unexpected %s at position %s',
        watchbill_demo.pick('token }', 'token ,', 'token <', 'end of input'), watchbill_demo.between(2, 900))
    WHEN trouble < 0.76 THEN format(E'Upload to storage failed: PUT concepts/%s/v%s.png\nHTTP %s: %s',
        watchbill_demo.random_uuid(), watchbill_demo.between(1, 6),
        watchbill_demo.pick('500', '503', '504'), watchbill_demo.pick('bucket is busy', 'no answer within 30 s'))
    WHEN trouble < 0.86 THEN format(E'Worker %s ran out of GPU memory: tried to allocate %s.%s GiB, %s MiB are free\n'
        '  File "/srv/worker/pipeline.py", line 212, in render\n'
        '    latents = self.denoise(latents, step)\n'
        '  File "/srv/worker/denoise.py", line 88, in denoise\n'
        '    return self.unet(sample, t).sample',
        worker, watchbill_demo.between(1, 9), watchbill_demo.between(10, 99), watchbill_demo.between(20, 900))
    WHEN trouble < 0.95 THEN format(E'TypeError: Cannot read properties of undefined (reading ''%s'')\n'
        '    at saveConcept (/app/src/concepts/store.ts:%s:17)\n'
        '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)\n'
        '    at async runTask (/app/src/tasks/runner.ts:64:22)',
        watchbill_demo.pick('url', 'image', 'concept_id'), watchbill_demo.between(40, 180))
    ELSE format('%s was shut down while the task was running (signal %s)', worker,
        watchbill_demo.pick('SIGTERM', 'SIGKILL'))
    END $$;

-- What the worker adds to the metadata when it takes a task.
CREATE OR REPLACE FUNCTION watchbill_demo.taken(worker text, attempts int) RETURNS text
    LANGUAGE sql IMMUTABLE AS
$$ SELECT '"worker": "' || worker || '", "attempts": ' || attempts::text $$;

-- What it adds when the task has ended.
CREATE OR REPLACE FUNCTION watchbill_demo.bill() RETURNS text
    LANGUAGE sql VOLATILE AS
$$ SELECT format('"cost": {"credits": %s, "usd": 0.0%s}', watchbill_demo.between(1, 8),
    watchbill_demo.between(100, 999)) $$;

-- Tasks that have arrived during the last `seconds`, all of them pending.
CREATE OR REPLACE FUNCTION watchbill_demo.arrive(tasks bigint, seconds double precision, users int) RETURNS void
    LANGUAGE sql VOLATILE AS
$$
    INSERT INTO public.tasks (id, created_at, updated_at, user_id, type, status, metadata)
    SELECT id, created_at, created_at, watchbill_demo.random_user(users), type, 'pending',
           ('{' || watchbill_demo.request(type) || '}')::jsonb
    FROM (SELECT watchbill_demo.random_uuid() AS id, watchbill_demo.random_type() AS type,
                 clock_timestamp() - make_interval(secs => random() * seconds) AS created_at
          FROM generate_series(1, tasks)) AS drafts
$$;

-- Takes pending tasks and ends running ones whose time has come, at the moment when it came.
CREATE OR REPLACE FUNCTION watchbill_demo.advance() RETURNS void
    LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    moment timestamptz := clock_timestamp();
BEGIN
    UPDATE public.tasks AS task SET
        status = CASE WHEN watchbill_demo.fate(id, 4) < 0.01 THEN 'canceled' ELSE 'processing' END,
        updated_at = created_at + watchbill_demo.wait_of(id),
        metadata = metadata || ('{' || watchbill_demo.taken(watchbill_demo.random_worker(), 1) || '}')::jsonb
    WHERE status = 'pending' AND created_at + watchbill_demo.wait_of(id) <= moment;

    UPDATE public.tasks AS task SET
        status = CASE WHEN failed THEN 'failed' ELSE 'completed' END,
        updated_at = task.updated_at + watchbill_demo.duration_of(task.id),
        result_id = CASE WHEN NOT failed THEN watchbill_demo.random_uuid() END,
        error_message = CASE WHEN failed THEN watchbill_demo.error_text(
            random(), coalesce(metadata ->> 'worker', watchbill_demo.random_worker())) END,
        metadata = metadata || ('{' || watchbill_demo.bill() || '}')::jsonb
    FROM (SELECT id, watchbill_demo.fate(id, 5) < 0.06 AS failed FROM public.tasks
          WHERE status = 'processing' AND NOT watchbill_demo.is_stuck(id)
            AND updated_at + watchbill_demo.duration_of(id) <= moment) AS ended
    WHERE task.id = ended.id;
END
$$;

-- For use ------------------------------------------------------------------------------------------

-- Lets `seconds` pass: about 1.5 tasks a second arrive during the time up to now, some are taken,
-- some end. Meant to be called every `seconds`; a single step(60) shows a minute's work at once.
CREATE OR REPLACE FUNCTION watchbill_demo.step(seconds double precision DEFAULT 1) RETURNS void
    LANGUAGE plpgsql VOLATILE AS
$$
BEGIN
    PERFORM watchbill_demo.arrive(floor(1.5 * seconds + random())::bigint, seconds, 400);
    PERFORM watchbill_demo.advance();
END
$$;

-- Adds that many tasks of the time from `span` ago up to now: three times as many a day at the end
-- as at the beginning, more by day than by night, with an hour now and then in which the provider
-- is in trouble. The last minutes are as step() makes them, so that some tasks are under way, and one is stuck.
-- A large fill of an empty table makes its indexes anew, after the rows: that takes a third of the
-- time, and nobody can read the table meanwhile.
-- The same seed twice into one table fails, as it makes the same ids.
CREATE OR REPLACE FUNCTION watchbill_demo.fill(tasks bigint, span interval, users int DEFAULT 400) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET jit = off -- compiling these long expressions takes longer than it saves
    SET maintenance_work_mem = '256MB'
AS $$
DECLARE
    moment     timestamptz := clock_timestamp();
    length     float8 := extract(epoch FROM span);
    recent_s   float8 := least(200, length / 2); -- more than the longest task takes
    recent     bigint := least(tasks / 2, floor(1.5 * recent_s));
    history    bigint := tasks - recent;
    history_s  float8 := length - recent_s;
    last_s     float8 := extract(epoch FROM moment) - recent_s;
    rhythm     float8 := CASE WHEN length >= 86400 THEN 0.45 * 86400 / (2 * pi()) ELSE 0 END;
    day        float8 := 2 * pi() / 86400;
    people     uuid[] := ARRAY(SELECT watchbill_demo.user_id(rank) FROM generate_series(1, users) AS rank);
    indexes    regclass[] := '{}';
    index      regclass;
    commands   text[];
    command    text;
BEGIN
    IF tasks < 0 OR length <= 0 OR users < 1 THEN
        RAISE invalid_parameter_value USING MESSAGE = 'fill() needs a number of tasks, a time span and users';
    END IF;

    IF history >= 50000 AND NOT EXISTS (SELECT FROM public.tasks) THEN
        indexes := ARRAY(SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'public.tasks'::regclass
            AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid) ORDER BY indexrelid);
    END IF;
    commands := ARRAY(SELECT pg_get_indexdef(old.index) FROM unnest(indexes) AS old (index));
    FOREACH index IN ARRAY indexes LOOP
        EXECUTE 'DROP INDEX ' || index;
    END LOOP;

    INSERT INTO public.tasks (id, created_at, updated_at, user_id, type, status, result_id, error_message, metadata)
    SELECT id, created_at, updated_at, user_id, type, status,
        CASE WHEN status = 'completed' THEN watchbill_demo.random_uuid() END,
        CASE
            WHEN stuck AND status = 'failed' THEN 'Timed out: no progress for 30 minutes. Failed by the hourly clean-up.'
            WHEN status = 'failed' OR (status = 'completed' AND attempts > 1) THEN watchbill_demo.error_text(trouble, worker)
        END,
        ('{' || watchbill_demo.request(type) || ', ' || watchbill_demo.taken(worker, attempts)
            || CASE WHEN status IN ('completed', 'failed') AND NOT stuck THEN ', ' || watchbill_demo.bill() ELSE '' END || '}')::jsonb
    FROM (
        SELECT *,
            -- The hourly clean-up fails what has been processed for half an hour.
            CASE WHEN NOT stuck THEN created_at + wait + duration
                WHEN cleaned_at <= moment THEN cleaned_at
                ELSE created_at + wait END AS updated_at,
            CASE WHEN stuck THEN CASE WHEN cleaned_at <= moment THEN 'failed' ELSE 'processing' END
                WHEN luck < CASE WHEN outage THEN 0.4 ELSE 0.05 END THEN 'failed'
                WHEN luck > 0.99 THEN 'canceled'
                ELSE 'completed' END AS status,
            CASE WHEN outage THEN 0.3 * chance ELSE chance END AS trouble,
            CASE WHEN luck < 0.05 THEN 1 + floor(60 * luck)::int WHEN luck < 0.06 THEN 2 ELSE 1 END AS attempts
        FROM (
            SELECT *,
                watchbill_demo.is_stuck(id) AS stuck,
                hashint8(floor((last_s - second) / 3600)::bigint) % 97 = 0 AS outage,
                date_trunc('hour', created_at + wait + interval '90 minutes') AS cleaned_at
            FROM (
                SELECT id, type, second, watchbill_demo.wait_of(id) AS wait,
                    to_timestamp(second + rhythm * (sin(day * second - pi() / 4) - sin(day * last_s - pi() / 4))) AS created_at,
                    make_interval(secs => 5 * 36 ^ random()) AS duration,
                    people[floor((users + 1) ^ random())::int] AS user_id,
                    watchbill_demo.random_worker() AS worker,
                    random() AS luck, random() AS chance
                FROM (
                    SELECT last_s - history_s * (3 - sqrt(1 + 8 * (n - random()) / history)) / 2 AS second,
                        watchbill_demo.random_uuid() AS id, watchbill_demo.random_type() AS type
                    FROM generate_series(1, history) AS n) AS moments) AS drafts OFFSET 0) AS births OFFSET 0) AS fates;

    FOREACH command IN ARRAY commands LOOP
        EXECUTE command;
    END LOOP;

    -- One worker has not come back, so that a stuck task is seen from the start.
    UPDATE public.tasks SET
        id = coalesce((SELECT id FROM (SELECT watchbill_demo.random_uuid() AS id FROM generate_series(1, 2000) OFFSET 0) AS drafts
            WHERE watchbill_demo.is_stuck(id) LIMIT 1), id),
        status = 'processing', updated_at = created_at + watchbill_demo.wait_of(id),
        result_id = NULL, error_message = NULL, metadata = metadata - 'cost'
    WHERE id = (SELECT id FROM public.tasks
        WHERE status = 'completed' AND created_at < moment - interval '35 minutes' ORDER BY created_at DESC LIMIT 1);

    PERFORM watchbill_demo.arrive(recent, recent_s, users);
    PERFORM watchbill_demo.advance();

    -- Now, and not when autovacuum comes by: estimates are shown from the start.
    ANALYZE public.tasks;
END
$$;
