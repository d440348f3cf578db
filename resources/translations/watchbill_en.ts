<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>watchbill::ConnectionTestView</name>
    <message numerus="yes">
        <source>The connection works. %Ln thing(s) to know.</source>
        <translation>
            <numerusform>The connection works. %Ln thing to know.</numerusform>
            <numerusform>The connection works. %Ln things to know.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::DeleteDialog</name>
    <message numerus="yes">
        <source>Delete %Ln task(s) from %1?</source>
        <translation>
            <numerusform>Delete %Ln task from %1?</numerusform>
            <numerusform>Delete %Ln tasks from %1?</numerusform>
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
        <source>Delete %Ln task(s) in processing, too: a worker may be busy with them</source>
        <translation>
            <numerusform>Delete %Ln task in processing, too: a worker may be busy with it</numerusform>
            <numerusform>Delete %Ln tasks in processing, too: a worker may be busy with them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln task(s)</source>
        <translation>
            <numerusform>Delete %Ln task</numerusform>
            <numerusform>Delete %Ln tasks</numerusform>
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
    <name>watchbill::MetadataView</name>
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
    <name>watchbill::StatusLine</name>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::TablePane</name>
    <message numerus="yes">
        <source>+%Ln new: show</source>
        <translation>
            <numerusform>+%Ln new: show</numerusform>
            <numerusform>+%Ln new: show</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>watchbill::TaskActions</name>
    <message numerus="yes">
        <source>%Ln task(s) changed since they were shown.</source>
        <translation>
            <numerusform>%Ln task changed since it was shown.</numerusform>
            <numerusform>%Ln tasks changed since they were shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) may be seen but not deleted by this role.</source>
        <translation>
            <numerusform>%Ln task may be seen but not deleted by this role.</numerusform>
            <numerusform>%Ln tasks may be seen but not deleted by this role.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were gone already.</source>
        <translation>
            <numerusform>%Ln task was gone already.</numerusform>
            <numerusform>%Ln tasks were gone already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln task(s).</source>
        <translation>
            <numerusform>Copied %Ln task.</numerusform>
            <numerusform>Copied %Ln tasks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted %Ln task(s).</source>
        <translation>
            <numerusform>Deleted %Ln task.</numerusform>
            <numerusform>Deleted %Ln tasks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleting %Ln task(s)…</source>
        <translation>
            <numerusform>Deleting %Ln task…</numerusform>
            <numerusform>Deleting %Ln tasks…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) are still there: a trigger or a rule of the table has kept them.</source>
        <translation>
            <numerusform>%Ln task is still there: a trigger or a rule of the table has kept it.</numerusform>
            <numerusform>%Ln tasks are still there: a trigger or a rule of the table has kept them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) were gone already, or row security hides them from this role now.</source>
        <translation>
            <numerusform>%Ln task was gone already, or row security hides it from this role now.</numerusform>
            <numerusform>%Ln tasks were gone already, or row security hides them from this role now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It has been looked up: %Ln task(s) are gone.</source>
        <translation>
            <numerusform>It has been looked up: %Ln task is gone.</numerusform>
            <numerusform>It has been looked up: %Ln tasks are gone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) are still there.</source>
        <translation>
            <numerusform>%Ln task is still there.</numerusform>
            <numerusform>%Ln tasks are still there.</numerusform>
        </translation>
    </message>
</context>
</TS>
