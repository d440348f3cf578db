-- SPDX-FileCopyrightText: The Watchbill developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The reference task table, and the indexes with which a list of ten million tasks opens, filters
-- and scrolls in milliseconds. It can be run again: what is there already stays as it is.
--
-- For a table that is in use, take the indexes only, one at a time and outside of a transaction, as
-- CREATE INDEX CONCURRENTLY, so that the application can go on writing meanwhile.

CREATE TABLE IF NOT EXISTS public.tasks (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at    timestamptz DEFAULT now(),
    updated_at    timestamptz DEFAULT now(), -- written by the application: there is no trigger
    user_id       uuid NOT NULL,
    type          text NOT NULL,
    status        text NOT NULL DEFAULT 'pending', -- then 'processing', then 'completed' or 'failed'
    result_id     uuid, -- NULL until the task is completed
    error_message text,
    metadata      jsonb
);

-- The id is the last column of each list's index, so that tasks of the same microsecond have an
-- order too, and the next page can start exactly behind the last row of this one.

-- The list of all tasks, newest or oldest first, and time ranges.
CREATE INDEX IF NOT EXISTS tasks_created_at_id_idx ON public.tasks (created_at, id);

-- The list by latest change, and what has changed since a moment.
CREATE INDEX IF NOT EXISTS tasks_updated_at_id_idx ON public.tasks (updated_at, id);

-- The list of one status or several, how many tasks each status has, and which have been stuck.
CREATE INDEX IF NOT EXISTS tasks_status_created_at_id_idx ON public.tasks (status, created_at, id);

-- The list of one type or several, and which types there are.
CREATE INDEX IF NOT EXISTS tasks_type_created_at_id_idx ON public.tasks (type, created_at, id);

-- The list of one user's tasks; also what row security by user_id needs.
CREATE INDEX IF NOT EXISTS tasks_user_id_created_at_id_idx ON public.tasks (user_id, created_at, id);

-- Which task made this result.
CREATE INDEX IF NOT EXISTS tasks_result_id_idx ON public.tasks (result_id) WHERE result_id IS NOT NULL;
