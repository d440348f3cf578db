-- SPDX-FileCopyrightText: The Watchbill developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- For tests: roles, auth schema and task table as in the reference application on Supabase.
--
-- Run it in each new database, as a superuser who is not named postgres: there, postgres is an
-- ordinary role that owns the tables. Roles belong to the whole server and are made only if they
-- are missing, so any number of tests may run this at the same time. It can be run again.

DO $roles$
BEGIN
    -- Held until the end of this transaction, in all databases: two at a time must not make the same role.
    LOCK TABLE pg_catalog.pg_authid IN SHARE ROW EXCLUSIVE MODE;

    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'postgres') THEN
        CREATE ROLE postgres LOGIN CREATEDB CREATEROLE REPLICATION BYPASSRLS PASSWORD 'postgres';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'anon') THEN
        CREATE ROLE anon NOLOGIN NOINHERIT;
        ALTER ROLE anon SET statement_timeout = '3s';
        GRANT anon TO postgres;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'authenticated') THEN
        CREATE ROLE authenticated NOLOGIN NOINHERIT;
        ALTER ROLE authenticated SET statement_timeout = '8s';
        GRANT authenticated TO postgres;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'service_role') THEN
        CREATE ROLE service_role NOLOGIN NOINHERIT BYPASSRLS;
        GRANT service_role TO postgres;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'authenticator') THEN
        CREATE ROLE authenticator LOGIN NOINHERIT PASSWORD 'authenticator';
        ALTER ROLE authenticator SET statement_timeout = '8s';
        GRANT anon, authenticated, service_role TO authenticator;
    END IF;
END
$roles$;

-- The auth schema, cut down to what row security and foreign keys need ------------------------------

CREATE SCHEMA IF NOT EXISTS auth;

CREATE TABLE IF NOT EXISTS auth.users (
    id         uuid PRIMARY KEY,
    email      text UNIQUE,
    created_at timestamptz DEFAULT now()
);

CREATE OR REPLACE FUNCTION auth.uid() RETURNS uuid
    LANGUAGE sql STABLE AS
$$
    SELECT coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;

CREATE OR REPLACE FUNCTION auth.role() RETURNS text
    LANGUAGE sql STABLE AS
$$
    SELECT coalesce(
        nullif(current_setting('request.jwt.claim.role', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
$$;

GRANT USAGE ON SCHEMA auth TO postgres, anon, authenticated, service_role;
GRANT ALL ON auth.users TO postgres;

-- The task table ------------------------------------------------------------------------------------

GRANT CREATE, USAGE ON SCHEMA public TO postgres;
GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;

SET ROLE postgres;

CREATE TABLE IF NOT EXISTS public.tasks (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at    timestamptz DEFAULT now(),
    updated_at    timestamptz DEFAULT now(),
    user_id       uuid NOT NULL REFERENCES auth.users (id),
    type          text NOT NULL,
    status        text NOT NULL DEFAULT 'pending',
    result_id     uuid,
    error_message text,
    metadata      jsonb
);

CREATE INDEX IF NOT EXISTS idx_tasks_user_id ON public.tasks (user_id);
CREATE INDEX IF NOT EXISTS idx_tasks_status ON public.tasks (status);
CREATE INDEX IF NOT EXISTS idx_tasks_type ON public.tasks (type);
CREATE INDEX IF NOT EXISTS idx_tasks_result_id ON public.tasks (result_id);

ALTER TABLE public.tasks ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "Users can view their own tasks" ON public.tasks;
CREATE POLICY "Users can view their own tasks" ON public.tasks
    FOR SELECT TO authenticated, anon USING (user_id = auth.uid());

DROP POLICY IF EXISTS "Users can insert their own tasks" ON public.tasks;
CREATE POLICY "Users can insert their own tasks" ON public.tasks
    FOR INSERT TO authenticated, anon WITH CHECK (user_id = auth.uid());

DROP POLICY IF EXISTS "Users can update their own tasks" ON public.tasks;
CREATE POLICY "Users can update their own tasks" ON public.tasks
    FOR UPDATE TO authenticated, anon USING (user_id = auth.uid()) WITH CHECK (user_id = auth.uid());

DROP POLICY IF EXISTS "Users can delete their own tasks" ON public.tasks;
CREATE POLICY "Users can delete their own tasks" ON public.tasks
    FOR DELETE TO authenticated, anon USING (user_id = auth.uid());

GRANT ALL ON public.tasks TO anon, authenticated, service_role;

RESET ROLE;
