-- SPDX-FileCopyrightText: The Watchbill developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Optional: a trigger that tells listeners at once that public.tasks has changed. Without it
-- Watchbill asks again every few seconds, which is enough for most. It can be run again.
--
-- What it sends: one message on the channel "watchbill" with the table's name, never any data. It
-- is only a hint to look. Any role may send on any channel, so a receiver must not rely on it.
--
-- What it costs:
--   * One call for each statement, whether that changes 500 rows or none. A transaction sends the
--     same message only once, at its commit.
--   * Transactions that notify commit one after the other in the whole database cluster: a lock
--     is held from just before the commit until it is done. With very many small writing
--     transactions that is felt; for such a table leave the trigger out.
--   * A listener that stays idle in a transaction keeps the server's message queue (8 GB) from
--     being emptied; if it fills up, writing transactions fail.
--
-- Where it does not work: a listener behind a pooler in transaction mode receives nothing, and a
-- standby accepts no LISTEN. TRUNCATE notifies; detaching or dropping the table does not.
--
-- To remove it again:
--     DROP TRIGGER watchbill_notify ON public.tasks;
--     DROP FUNCTION public.watchbill_notify();

CREATE OR REPLACE FUNCTION public.watchbill_notify() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $function$
BEGIN
    PERFORM pg_notify('watchbill',
        json_build_object('schema', TG_TABLE_SCHEMA, 'table', TG_TABLE_NAME)::text);
    RETURN NULL;
END
$function$;

-- For a statement, not for each row.
CREATE OR REPLACE TRIGGER watchbill_notify
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.tasks
    FOR EACH STATEMENT EXECUTE FUNCTION public.watchbill_notify();
