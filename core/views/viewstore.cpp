// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/viewstore.h"

#include "profile/settingsfile.h"
#include "task/sentences.h"
#include "views/viewfile.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ViewStore)
};

Failure noView(const QString &name, const QVector<SavedView> &views)
{
    QStringList names;
    for (const SavedView &one : builtInViews() + views)
        names += u'“' + one.name + u'”';
    return failure(TaskError::Kind::NotFound,
                   Texts::tr("There is no view “%1”. There are: %2.").arg(name, listed(names)));
}

// A query that cannot be parsed would be useless.
Result<void> check(const SavedView &view)
{
    if (view.name.trimmed().isEmpty())
        return failure(TaskError::Kind::InvalidInput, Texts::tr("A view needs a name."));
    return view.taskQuery().map([](const TaskQuery &) {});
}

bool isTaken(const QString &name, const ViewFile &content)
{
    return isBuiltIn(name) || content.indexOf(name) >= 0;
}

Failure taken(const QString &name)
{
    return failure(TaskError::Kind::Conflict,
                   Texts::tr("There is already a view “%1”. Choose another name.").arg(name));
}

QString freeName(const QString &name, const ViewFile &content)
{
    QString free = name;
    for (int number = 2; isTaken(free, content); ++number)
        free = u"%1 (%2)"_s.arg(name, QString::number(number));
    return free;
}

} // namespace

ViewStore::ViewStore(QString path)
    : m_path(std::move(path))
{
}

QString ViewStore::defaultPath()
{
    return settingsfile::pathOf(u"views.json"_s, "WATCHBILL_VIEWS");
}

Result<QVector<SavedView>> ViewStore::views() const
{
    return settingsfile::contentIfThere<ViewFile>(m_path).map(
        [](const ViewFile &content) { return content.views(); });
}

Result<SavedView> ViewStore::view(const QString &name) const
{
    for (const SavedView &one : builtInViews()) {
        if (one.name == name)
            return one;
    }
    return settingsfile::contentIfThere<ViewFile>(m_path).and_then(
        [&](const ViewFile &content) -> Result<SavedView> {
            const qsizetype index = content.indexOf(name);
            if (index < 0)
                return noView(name, content.views());
            return content.views()[index];
        });
}

Result<void> ViewStore::add(const SavedView &view)
{
    return check(view).and_then([&] {
        return settingsfile::changeContent<ViewFile>(m_path, [&](ViewFile &content) -> Result<void> {
            if (isTaken(view.name, content))
                return taken(view.name);
            content.append(view);
            return {};
        });
    });
}

Result<void> ViewStore::replace(const QString &name, const SavedView &view)
{
    return check(view).and_then([&] {
        return settingsfile::changeContent<ViewFile>(m_path, [&](ViewFile &content) -> Result<void> {
            const qsizetype index = content.indexOf(name);
            if (index < 0)
                return noView(name, content.views());
            if (view.name != name && isTaken(view.name, content))
                return taken(view.name);
            content.replace(index, view);
            return {};
        });
    });
}

Result<void> ViewStore::move(const QString &name, int places)
{
    return settingsfile::changeContent<ViewFile>(m_path, [&](ViewFile &content) -> Result<void> {
        const qsizetype index = content.indexOf(name);
        if (index < 0)
            return noView(name, content.views());
        content.move(index, std::clamp<qsizetype>(index + places, 0, content.views().size() - 1));
        return {};
    });
}

Result<void> ViewStore::remove(const QString &name)
{
    return settingsfile::changeContent<ViewFile>(m_path, [&](ViewFile &content) -> Result<void> {
        const qsizetype index = content.indexOf(name);
        if (index < 0)
            return noView(name, content.views());
        content.removeAt(index);
        return {};
    });
}

Result<void> ViewStore::exportTo(const QString &file, const QStringList &names) const
{
    ViewFile exported;
    for (const QString &name : names) {
        const auto one = view(name);
        if (!one)
            return Failure(one.error());
        exported.append(*one);
    }
    return settingsfile::write(file, exported.toText(), settingsfile::Readers::AsUsual);
}

Result<QStringList> ViewStore::importFrom(const QString &file)
{
    const auto given = settingsfile::read(file).and_then(
        [&](const QByteArray &text) { return ViewFile::parse(text, settingsfile::shown(file)); });
    if (!given)
        return Failure(given.error());
    QStringList names;
    const auto changed =
        settingsfile::changeContent<ViewFile>(m_path, [&](ViewFile &content) -> Result<void> {
            for (SavedView view : given->views()) {
                if (content.views().contains(view) || builtInViews().contains(view))
                    continue;
                if (const auto fine = check(view); !fine)
                    return fine;
                view.name = freeName(view.name, content);
                names += view.name;
                content.append(view);
            }
            return {};
        });
    if (!changed)
        return Failure(changed.error());
    return names;
}

} // namespace watchbill
