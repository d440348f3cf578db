-- SPDX-FileCopyrightText: The Watchbill developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Optional: a table in which Watchbill records who changed which tasks of public.tasks. It stands
-- in the schema of the task table; for another schema, replace "public". It can be run again.
--
-- Where the table exists, each transaction in which watchbill or watchbillctl deletes, changes or
-- makes tasks adds one line to it, so that a change and its record become final together. A large
-- deletion takes many transactions, and so many lines; these have the same "run":
--
--     SELECT run, min(at), login, role, kind, relation, sum(tasks) AS tasks, max(asked) AS asked, query
--     FROM public.watchbill_audit GROUP BY run, login, role, kind, relation, query ORDER BY 2 DESC;
--
-- A role that may not add to it can change no tasks with Watchbill any more. Roles that may change
-- tasks now get that right below; after creating another such role, run this file again. They can
-- neither read the lines nor change them, and when, who and from where is filled in by the server.
--
-- It records what Watchbill does, by its own account. What an application does is not in it.
--
-- To remove it again:
--     DROP TABLE public.watchbill_audit;

CREATE TABLE IF NOT EXISTS public.watchbill_audit (
    at       timestamptz NOT NULL DEFAULT now(),
    login    name NOT NULL DEFAULT session_user,
    role     name NOT NULL DEFAULT current_user,
    client   inet DEFAULT inet_client_addr(), -- null through a socket; a pooler's, where there is one
    run      uuid NOT NULL,   -- one change, as a person has confirmed it
    undoes   uuid,            -- the run that it takes back
    profile  text,            -- the name of the connection in Watchbill
    kind     text NOT NULL,   -- delete, mark, set-status, rerun, create or undo
    relation text NOT NULL,   -- the task table
    tasks    bigint NOT NULL, -- how many this transaction has changed
    asked    bigint NOT NULL, -- how many were confirmed in all
    query    text NOT NULL,   -- which ones, in the words of Watchbill's search
    details  text             -- the new status, type and so on, as a JSON object
);

CREATE INDEX IF NOT EXISTS watchbill_audit_at_idx ON public.watchbill_audit (at);

-- Default privileges of a schema may have given roles more than they are to have.
DO $do$
DECLARE
    holder text;
BEGIN
    FOR holder IN
        SELECT DISTINCT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
        FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid = 'public.watchbill_audit'::regclass AND a.grantee <> c.relowner
    LOOP
        EXECUTE format('REVOKE ALL ON public.watchbill_audit FROM %s', holder);
    END LOOP;
    FOR holder IN
        SELECT DISTINCT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
        FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid = 'public.tasks'::regclass AND a.grantee <> c.relowner
            AND a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE')
    LOOP
        EXECUTE format('GRANT INSERT (run, undoes, profile, kind, relation, tasks, asked, query, details) '
                       'ON public.watchbill_audit TO %s', holder);
    END LOOP;
END
$do$;
