-- SPDX-FileCopyrightText: The Watchbill developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Optional: indexes that make searching in errors and in metadata fast, too, for public.tasks of
-- schema.sql. It can be run again.
--
-- It needs the extension pg_trgm, which comes with PostgreSQL (some Linux distributions pack it
-- apart, as postgresql-contrib). The owner of the database may install it, no superuser is needed.
-- For ten million tasks the first index takes about 14 MB and the second 512 MB, and every write
-- has to keep both up to date.
--
-- To remove them again:
--     DROP INDEX public.tasks_error_message_trgm_idx;
--     DROP INDEX public.tasks_metadata_idx;

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- error_message ILIKE '%rate limit%': three characters or more anywhere in the text. Only tasks
-- with an error are in it.
CREATE INDEX IF NOT EXISTS tasks_error_message_trgm_idx ON public.tasks
    USING gin (error_message gin_trgm_ops) WHERE error_message IS NOT NULL;

-- metadata @> '{"model": "concept-xl-2"}': keys with exactly these values.
CREATE INDEX IF NOT EXISTS tasks_metadata_idx ON public.tasks USING gin (metadata jsonb_path_ops);
