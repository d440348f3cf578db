<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>watchbill::ChangeActions</name>
    <message numerus="yes">
        <source>%Ln interrupted change(s) were checked. See the history for the outcome.</source>
        <translation>
            <numerusform>%Ln interrupted change was checked. See the history for the outcome.</numerusform>
            <numerusform>%Ln interrupted changes were checked. See the history for the outcome.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::ChangeDialog</name>
    <message numerus="yes">
        <source>Delete %Ln task(s)</source>
        <translation>
            <numerusform>Delete %Ln task</numerusform>
            <numerusform>Delete %Ln tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set status of %Ln task(s)</source>
        <translation>
            <numerusform>Set status of %Ln task</numerusform>
            <numerusform>Set status of %Ln tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %Ln task(s) again</source>
        <translation>
            <numerusform>Run %Ln task again</numerusform>
            <numerusform>Run %Ln tasks again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln task(s) from %1?</source>
        <translation>
            <numerusform>Delete %Ln task from %1?</numerusform>
            <numerusform>Delete %Ln tasks from %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set the status of %Ln task(s) in %1?</source>
        <translation>
            <numerusform>Set the status of %Ln task in %1?</numerusform>
            <numerusform>Set the status of %Ln tasks in %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %Ln task(s) again in %1?</source>
        <translation>
            <numerusform>Run %Ln task again in %1?</numerusform>
            <numerusform>Run %Ln tasks again in %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They belong to more than %Ln user(s).</source>
        <translation>
            <numerusform>They belong to more than one user.</numerusform>
            <numerusform>They belong to more than %Ln users.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They belong to %Ln user(s).</source>
        <translation>
            <numerusform>One user is affected.</numerusform>
            <numerusform>%Ln users are affected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) have no user.</source>
        <translation>
            <numerusform>One task has no user.</numerusform>
            <numerusform>%Ln tasks have no user.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also delete %Ln task(s) in processing: a worker may be busy with them</source>
        <translation>
            <numerusform>Also delete %Ln task in processing: a worker may be busy with it</numerusform>
            <numerusform>Also delete %Ln tasks in processing: a worker may be busy with them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also change %Ln task(s) in processing: a worker may be busy with them</source>
        <translation>
            <numerusform>Also change %Ln task in processing: a worker may be busy with it</numerusform>
            <numerusform>Also change %Ln tasks in processing: a worker may be busy with them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln of %1 matching task(s) from %2?</source>
        <translation>
            <numerusform>Delete %Ln of %1 matching tasks from %2?</numerusform>
            <numerusform>Delete %Ln of %1 matching tasks from %2?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set the status of %Ln of %1 matching task(s) in %2?</source>
        <translation>
            <numerusform>Set the status of %Ln of %1 matching tasks in %2?</numerusform>
            <numerusform>Set the status of %Ln of %1 matching tasks in %2?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %Ln of %1 matching task(s) again in %2?</source>
        <translation>
            <numerusform>Run %Ln of %1 matching tasks again in %2?</numerusform>
            <numerusform>Run %Ln of %1 matching tasks again in %2?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::ConfirmedRun</name>
    <message numerus="yes">
        <source>Change the status of %Ln task(s)? [y/N] </source>
        <translation>
            <numerusform>Change the status of %Ln task? [y/N] </numerusform>
            <numerusform>Change the status of %Ln tasks? [y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %Ln task(s) back? [y/N] </source>
        <translation>
            <numerusform>Put %Ln task back? [y/N] </numerusform>
            <numerusform>Put %Ln tasks back? [y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln task(s)? [y/N] </source>
        <translation>
            <numerusform>Delete %Ln task? [y/N] </numerusform>
            <numerusform>Delete %Ln tasks? [y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of the tasks are processing, and a worker may be busy with them: give --processing to include them, or add -status:processing to the query.</source>
        <translation>
            <numerusform>One of the tasks is processing, and a worker may be busy with it: give --processing to include it, or add -status:processing to the query.</numerusform>
            <numerusform>%Ln of the tasks are processing, and a worker may be busy with them: give --processing to include them, or add -status:processing to the query.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of the tasks are processing, and a worker may be busy with them. Include them? [y/N] </source>
        <translation>
            <numerusform>One of the tasks is processing, and a worker may be busy with it. Include it? [y/N] </numerusform>
            <numerusform>%Ln of the tasks are processing, and a worker may be busy with them. Include them? [y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were left alone. For all reasons see: watchbillctl history %1</source>
        <translation>
            <numerusform>%Ln task was left alone. For the reason see: watchbillctl history %1</numerusform>
            <numerusform>%Ln tasks were left alone. For all reasons see: watchbillctl history %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %Ln task(s) again? [y/N] </source>
        <translation>
            <numerusform>Run %Ln task again? [y/N] </numerusform>
            <numerusform>Run %Ln tasks again? [y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln new task(s)? [y/N] </source>
        <translation>
            <numerusform>Remove %Ln new task? [y/N] </numerusform>
            <numerusform>Remove %Ln new tasks? [y/N] </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were left alone.</source>
        <translation>
            <numerusform>%Ln task was left alone.</numerusform>
            <numerusform>%Ln tasks were left alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the status of %Ln task(s) back? [y/N] </source>
        <translation>
            <numerusform>Change the status of %Ln task back? [y/N] </numerusform>
            <numerusform>Change the status of %Ln tasks back? [y/N] </numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::ConnectionTestView</name>
    <message numerus="yes">
        <source>The connection works, with %Ln warning(s).</source>
        <translation>
            <numerusform>The connection works, with %Ln warning.</numerusform>
            <numerusform>The connection works, with %Ln warnings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::CopyActions</name>
    <message numerus="yes">
        <source>Copied %Ln task ID(s).</source>
        <translation>
            <numerusform>Copied %Ln task ID.</numerusform>
            <numerusform>Copied %Ln task IDs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln row(s).</source>
        <translation>
            <numerusform>Copied %Ln row.</numerusform>
            <numerusform>Copied %Ln rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln task(s) as CSV.</source>
        <translation>
            <numerusform>Copied %Ln task as CSV.</numerusform>
            <numerusform>Copied %Ln tasks as CSV.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln task(s) as Markdown.</source>
        <translation>
            <numerusform>Copied %Ln task as Markdown.</numerusform>
            <numerusform>Copied %Ln tasks as Markdown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln error(s).</source>
        <translation>
            <numerusform>Copied %Ln error.</numerusform>
            <numerusform>Copied %Ln errors.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln task(s) for a ticket.</source>
        <translation>
            <numerusform>Copied %Ln task for a ticket.</numerusform>
            <numerusform>Copied %Ln tasks for a ticket.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln task(s) as JSON.</source>
        <translation>
            <numerusform>Copied %Ln task as JSON.</numerusform>
            <numerusform>Copied %Ln tasks as JSON.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln task ID(s) as an SQL list.</source>
        <translation>
            <numerusform>Copied %Ln task ID as an SQL list.</numerusform>
            <numerusform>Copied %Ln task IDs as an SQL list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied a link to %Ln task(s).</source>
        <translation>
            <numerusform>Copied a link to %Ln task.</numerusform>
            <numerusform>Copied a link to %Ln tasks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln task(s) as an SQL query.</source>
        <translation>
            <numerusform>Copied %Ln task as an SQL query.</numerusform>
            <numerusform>Copied %Ln tasks as an SQL query.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::Dependents</name>
    <message numerus="yes">
        <source>%Ln other task(s)</source>
        <translation>
            <numerusform>%Ln other task</numerusform>
            <numerusform>%Ln other tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of %1</source>
        <translation>
            <numerusform>%Ln row of %1</numerusform>
            <numerusform>%Ln rows of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at least %Ln other task(s)</source>
        <translation>
            <numerusform>at least %Ln other task</numerusform>
            <numerusform>at least %Ln other tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at least %Ln row(s) of %1</source>
        <translation>
            <numerusform>at least %Ln row of %1</numerusform>
            <numerusform>at least %Ln rows of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::ExportDialog</name>
    <message numerus="yes">
        <source>Exported %Ln task(s) to %1.</source>
        <translation>
            <numerusform>Exported %Ln task to %1.</numerusform>
            <numerusform>Exported %Ln tasks to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) written</source>
        <translation>
            <numerusform>%Ln task written</numerusform>
            <numerusform>%Ln tasks written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::FilterChips</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::HistoryLimits</name>
    <message numerus="yes">
        <source> day(s)</source>
        <extracomment>After the number in its field.</extracomment>
        <translation>
            <numerusform> day</numerusform>
            <numerusform> days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed the task values of %Ln change(s).</source>
        <translation>
            <numerusform>Removed the task values of %Ln change.</numerusform>
            <numerusform>Removed the task values of %Ln changes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::JsonTree</name>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln field(s)</source>
        <translation>
            <numerusform>%Ln field</numerusform>
            <numerusform>%Ln fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::ListCommands</name>
    <message numerus="yes">
        <source>The list ends after %Ln tasks. There may be more: see --limit.</source>
        <translation>
            <numerusform>The list ends after %Ln task. There may be more: see --limit.</numerusform>
            <numerusform>The list ends after %Ln tasks. There may be more: see --limit.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::PlaceText</name>
    <message numerus="yes">
        <source>%Ln visible</source>
        <translation>
            <numerusform>%Ln visible</numerusform>
            <numerusform>%Ln visible</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::PreferencesDialog</name>
    <message numerus="yes">
        <source> task(s)</source>
        <extracomment>After the number in its field.</extracomment>
        <translation>
            <numerusform> task</numerusform>
            <numerusform> tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::ProfileTransfer</name>
    <message numerus="yes">
        <source>%Ln connection(s) imported: %1.</source>
        <translation>
            <numerusform>%Ln connection imported: %1.</numerusform>
            <numerusform>%Ln connections imported: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln connection(s) exported to %1, without passwords.</source>
        <translation>
            <numerusform>%Ln connection exported to %1, without passwords.</numerusform>
            <numerusform>%Ln connections exported to %1, without passwords.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::RunDetails</name>
    <message numerus="yes">
        <source>Copied %Ln id(s).</source>
        <translation>
            <numerusform>Copied %Ln id.</numerusform>
            <numerusform>Copied %Ln ids.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied the first %Ln id(s). Use Export to get all.</source>
        <translation>
            <numerusform>Copied the first %Ln id. Use Export to get all.</numerusform>
            <numerusform>Copied the first %Ln ids. Use Export to get all.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::RunPreview</name>
    <message numerus="yes">
        <source>%Ln row(s) of %1 deleted</source>
        <translation>
            <numerusform>%Ln row of %1 deleted</numerusform>
            <numerusform>%Ln rows of %1 deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of %1 without their reference</source>
        <translation>
            <numerusform>%Ln row of %1 without their reference</numerusform>
            <numerusform>%Ln rows of %1 without their reference</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at least %Ln row(s) of %1 deleted</source>
        <translation>
            <numerusform>at least %Ln row of %1 deleted</numerusform>
            <numerusform>at least %Ln rows of %1 deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at least %Ln row(s) of %1 without their reference</source>
        <translation>
            <numerusform>at least %Ln row of %1 without their reference</numerusform>
            <numerusform>at least %Ln rows of %1 without their reference</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::SelectionSummaryView</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::Settling</name>
    <message numerus="yes">
        <source>%Ln interrupted change(s) were checked. See the history for the outcome.</source>
        <translation>
            <numerusform>%Ln interrupted change was checked. See the history for the outcome.</numerusform>
            <numerusform>%Ln interrupted changes were checked. See the history for the outcome.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::TablePane</name>
    <message numerus="yes">
        <source>%Ln new task(s), click to show</source>
        <translation>
            <numerusform>%Ln new task, click to show</numerusform>
            <numerusform>%Ln new tasks, click to show</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::TimeStrip</name>
    <message numerus="yes">
        <source>%Ln tasks</source>
        <translation>
            <numerusform>%Ln task</numerusform>
            <numerusform>%Ln tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::Timeline</name>
    <message numerus="yes">
        <source>%Ln tasks</source>
        <translation>
            <numerusform>%Ln task</numerusform>
            <numerusform>%Ln tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln tasks</source>
        <translation>
            <numerusform>%1 of %Ln task</numerusform>
            <numerusform>%1 of %Ln tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::UndoDialog</name>
    <message numerus="yes">
        <source>Remove %Ln new task(s) from %1 again?</source>
        <translation>
            <numerusform>Remove %Ln new task from %1 again?</numerusform>
            <numerusform>Remove %Ln new tasks from %1 again?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %Ln task(s) back as they were in %1?</source>
        <translation>
            <numerusform>Put %Ln task back as it was in %1?</numerusform>
            <numerusform>Put %Ln tasks back as they were in %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln new task(s)</source>
        <translation>
            <numerusform>Remove %Ln new task</numerusform>
            <numerusform>Remove %Ln new tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %Ln task(s) back</source>
        <translation>
            <numerusform>Put %Ln task back</numerusform>
            <numerusform>Put %Ln tasks back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the status of %Ln task(s) back in %1?</source>
        <translation>
            <numerusform>Change the status of %Ln task back in %1?</numerusform>
            <numerusform>Change the status of %Ln tasks back in %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the status of %Ln task(s) back</source>
        <translation>
            <numerusform>Change the status of %Ln task back</numerusform>
            <numerusform>Change the status of %Ln tasks back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::ViewActions</name>
    <message numerus="yes">
        <source>%Ln view(s) exported to %1.</source>
        <translation>
            <numerusform>%Ln view exported to %1.</numerusform>
            <numerusform>%Ln views exported to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln view(s) imported: %1.</source>
        <translation>
            <numerusform>%Ln view imported: %1.</numerusform>
            <numerusform>%Ln views imported: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::column</name>
    <message numerus="yes">
        <source>Stuck: pending for more than %Ln minute(s)</source>
        <translation>
            <numerusform>Stuck: pending for more than %Ln minute</numerusform>
            <numerusform>Stuck: pending for more than %Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stuck: in processing, without an update for more than %Ln minute(s)</source>
        <translation>
            <numerusform>Stuck: in processing, without an update for more than %Ln minute</numerusform>
            <numerusform>Stuck: in processing, without an update for more than %Ln minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::historytext</name>
    <message numerus="yes">
        <source>%Ln unknown</source>
        <translation>
            <numerusform>%Ln unknown</numerusform>
            <numerusform>%Ln unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln put back</source>
        <translation>
            <numerusform>%Ln put back</numerusform>
            <numerusform>%Ln put back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed back</source>
        <translation>
            <numerusform>%Ln changed back</numerusform>
            <numerusform>%Ln changed back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No. %1: %2, %Ln task(s)</source>
        <translation>
            <numerusform>No. %1: %2, %Ln task</numerusform>
            <numerusform>No. %1: %2, %Ln tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No. %1: %2, %3 of %Ln task(s)</source>
        <translation>
            <numerusform>No. %1: %2, %3 of %Ln task</numerusform>
            <numerusform>No. %1: %2, %3 of %Ln tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::outcometext</name>
    <message numerus="yes">
        <source>%Ln task(s) were deleted.</source>
        <translation>
            <numerusform>%Ln task was deleted.</numerusform>
            <numerusform>%Ln tasks were deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were marked as deleted.</source>
        <translation>
            <numerusform>%Ln task was marked as deleted.</numerusform>
            <numerusform>%Ln tasks were marked as deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) got the new status.</source>
        <translation>
            <numerusform>%Ln task got the new status.</numerusform>
            <numerusform>%Ln tasks got the new status.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were run again, as new tasks.</source>
        <translation>
            <numerusform>%Ln task was run again, as a new task.</numerusform>
            <numerusform>%Ln tasks were run again, as new tasks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were created.</source>
        <translation>
            <numerusform>%Ln task was created.</numerusform>
            <numerusform>%Ln tasks were created.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were put back as they were.</source>
        <translation>
            <numerusform>%Ln task was put back as it was.</numerusform>
            <numerusform>%Ln tasks were put back as they were.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were not changed: a trigger or rule on the table prevented it.</source>
        <translation>
            <numerusform>%Ln task was not changed: a trigger or rule on the table prevented it.</numerusform>
            <numerusform>%Ln tasks were not changed: a trigger or rule on the table prevented it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This role can see but not delete %Ln task(s).</source>
        <translation>
            <numerusform>This role can see but not delete %Ln task.</numerusform>
            <numerusform>This role can see but not delete %Ln tasks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This role can see but not change %Ln task(s).</source>
        <translation>
            <numerusform>This role can see but not change %Ln task.</numerusform>
            <numerusform>This role can see but not change %Ln tasks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were already gone, or row security now hides them from this role.</source>
        <translation>
            <numerusform>%Ln task was already gone, or row security now hides it from this role.</numerusform>
            <numerusform>%Ln tasks were already gone, or row security now hides them from this role.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were already gone.</source>
        <translation>
            <numerusform>%Ln task was already gone.</numerusform>
            <numerusform>%Ln tasks were already gone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln already gone</source>
        <translation>
            <numerusform>%Ln already gone</numerusform>
            <numerusform>%Ln already gone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed since</source>
        <translation>
            <numerusform>%Ln changed since</numerusform>
            <numerusform>%Ln changed since</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <translation>
            <numerusform>%Ln refused</numerusform>
            <numerusform>%Ln refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with ambiguous id</source>
        <translation>
            <numerusform>%Ln with ambiguous id</numerusform>
            <numerusform>%Ln with ambiguous ids</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed by a trigger or rule</source>
        <translation>
            <numerusform>%Ln changed by a trigger or rule</numerusform>
            <numerusform>%Ln changed by a trigger or rule</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) are being changed.</source>
        <translation>
            <numerusform>%Ln task is being changed.</numerusform>
            <numerusform>%Ln tasks are being changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Whether %Ln task(s) were changed is unknown until Watchbill connects to their table.</source>
        <translation>
            <numerusform>Whether %Ln task was changed is unknown until Watchbill connects to its table.</numerusform>
            <numerusform>Whether %Ln tasks were changed is unknown until Watchbill connects to their table.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) are being put back.</source>
        <translation>
            <numerusform>%Ln task is being put back.</numerusform>
            <numerusform>%Ln tasks are being put back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Whether %Ln task(s) were put back is unknown until Watchbill connects to their table.</source>
        <translation>
            <numerusform>Whether %Ln task was put back is unknown until Watchbill connects to its table.</numerusform>
            <numerusform>Whether %Ln tasks were put back is unknown until Watchbill connects to their table.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new task(s) were removed again.</source>
        <translation>
            <numerusform>%Ln new task was removed again.</numerusform>
            <numerusform>%Ln new tasks were removed again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were no longer there, or hidden from the role.</source>
        <translation>
            <numerusform>%Ln task was no longer there, or hidden from the role.</numerusform>
            <numerusform>%Ln tasks were no longer there, or hidden from the role.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) have changed or exist again.</source>
        <translation>
            <numerusform>%Ln task has changed or exists again.</numerusform>
            <numerusform>%Ln tasks have changed or exist again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) changed since they were shown.</source>
        <translation>
            <numerusform>%Ln task changed since it was shown.</numerusform>
            <numerusform>%Ln tasks changed since they were shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server refused %Ln task(s).</source>
        <translation>
            <numerusform>The server refused %Ln task.</numerusform>
            <numerusform>The server refused %Ln tasks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were kept, because other tasks have the same id.</source>
        <translation>
            <numerusform>%Ln task was kept, because other tasks have the same id.</numerusform>
            <numerusform>%Ln tasks were kept, because other tasks have the same id.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were not removed: a trigger or rule on the table changed or replaced them, and they may still be listed.</source>
        <translation>
            <numerusform>%Ln task was not removed: a trigger or rule on the table changed or replaced it, and it may still be listed.</numerusform>
            <numerusform>%Ln tasks were not removed: a trigger or rule on the table changed or replaced them, and they may still be listed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A trigger or rule on the table changed %Ln task(s) in another way.</source>
        <translation>
            <numerusform>A trigger or rule on the table changed %Ln task in another way.</numerusform>
            <numerusform>A trigger or rule on the table changed %Ln tasks in another way.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were left alone.</source>
        <translation>
            <numerusform>%Ln task was left alone.</numerusform>
            <numerusform>%Ln tasks were left alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The outcome of %Ln task(s) is not known yet. Watchbill checks once the server is back.</source>
        <translation>
            <numerusform>The outcome of %Ln task is not known yet. Watchbill checks once the server is back.</numerusform>
            <numerusform>The outcome of %Ln tasks is not known yet. Watchbill checks once the server is back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) have changed since, and were left alone.</source>
        <translation>
            <numerusform>%Ln task has changed since, and was left alone.</numerusform>
            <numerusform>%Ln tasks have changed since, and were left alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) got their earlier status back.</source>
        <translation>
            <numerusform>%Ln task got its earlier status back.</numerusform>
            <numerusform>%Ln tasks got their earlier status back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::runtext</name>
    <message numerus="yes">
        <source>Deleted %Ln task(s).</source>
        <translation>
            <numerusform>Deleted %Ln task.</numerusform>
            <numerusform>Deleted %Ln tasks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Marked %Ln task(s) as deleted.</source>
        <translation>
            <numerusform>Marked %Ln task as deleted.</numerusform>
            <numerusform>Marked %Ln tasks as deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set the status of %Ln task(s).</source>
        <translation>
            <numerusform>Set the status of %Ln task.</numerusform>
            <numerusform>Set the status of %Ln tasks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ran %Ln task(s) again.</source>
        <translation>
            <numerusform>Ran %Ln task again.</numerusform>
            <numerusform>Ran %Ln tasks again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Created %Ln task(s).</source>
        <translation>
            <numerusform>Created %Ln task.</numerusform>
            <numerusform>Created %Ln tasks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %Ln task(s) back.</source>
        <translation>
            <numerusform>Put %Ln task back.</numerusform>
            <numerusform>Put %Ln tasks back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleting %Ln task(s)</source>
        <translation>
            <numerusform>Deleting %Ln task</numerusform>
            <numerusform>Deleting %Ln tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Setting %Ln task(s) to %1</source>
        <translation>
            <numerusform>Setting %Ln task to %1</numerusform>
            <numerusform>Setting %Ln tasks to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Running %Ln task(s) again</source>
        <translation>
            <numerusform>Running %Ln task again</numerusform>
            <numerusform>Running %Ln tasks again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Putting %Ln task(s) back</source>
        <translation>
            <numerusform>Putting %Ln task back</numerusform>
            <numerusform>Putting %Ln tasks back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed %Ln new task(s).</source>
        <translation>
            <numerusform>Removed %Ln new task.</numerusform>
            <numerusform>Removed %Ln new tasks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removing %Ln new task(s)</source>
        <translation>
            <numerusform>Removing %Ln new task</numerusform>
            <numerusform>Removing %Ln new tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed the status of %Ln task(s) back.</source>
        <translation>
            <numerusform>Changed the status of %Ln task back.</numerusform>
            <numerusform>Changed the status of %Ln tasks back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changing the status of %Ln task(s) back</source>
        <translation>
            <numerusform>Changing the status of %Ln task back</numerusform>
            <numerusform>Changing the status of %Ln tasks back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::selectiontext</name>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected.</source>
        <translation>
            <numerusform>%Ln selected.</numerusform>
            <numerusform>%Ln selected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln task(s) that match are selected.</source>
        <translation>
            <numerusform>The one task that matches is selected.</numerusform>
            <numerusform>All %Ln tasks that match are selected.</numerusform>
        </translation>
    </message>
</context>
</TS>
