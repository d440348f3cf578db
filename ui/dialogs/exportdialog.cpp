// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/exportdialog.h"

#include "format/format.h"
#include "service/onfinished.h"
#include "service/taskservice.h"
#include "task/sentences.h"
#include "theme/fittingarea.h"
#include "theme/textcolor.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QStandardPaths>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr int exportLetters = 76;

using Format = ExportRequest::Format;

QString suffixOf(Format format)
{
    switch (format) {
    case Format::Csv:
        return u"csv"_s;
    case Format::Json:
        return u"json"_s;
    case Format::JsonLines:
        break;
    }
    return u"jsonl"_s;
}

QString proposedPath()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir::toNativeSeparators(
        QDir(QDir(folder).exists() ? folder : QDir::homePath()).filePath(u"tasks.csv"_s));
}

} // namespace

ExportDialog::ExportDialog(TaskService &service, const TaskQuery &query, const Selection &selection,
                           QWidget *parent)
    : QDialog(parent)
    , m_service(service)
    , m_query(query)
    , m_selected(selection.keys())
    , m_matching(selection.total)
    , m_onlySelected(new QRadioButton(tr("The selected tasks (%1)").arg(format::number(m_selected.size()))))
    , m_all(new QRadioButton(m_matching ? tr("All matching tasks (%1)").arg(format::count(*m_matching))
                                        : tr("All matching tasks")))
    , m_format(new QComboBox)
    , m_guardsFormulas(new QCheckBox(tr("Guard against formulas in cells")))
    , m_path(new QLineEdit(proposedPath()))
    , m_browse(new QPushButton(tr("Browse…")))
    , m_bar(new QProgressBar)
    , m_status(new QLabel)
{
    setObjectName(u"exportDialog"_s);
    setWindowTitle(tr("Export tasks"));
    m_onlySelected->setEnabled(!m_selected.isEmpty());
    m_onlySelected->setVisible(!selection.isEverything());
    (m_selected.isEmpty() ? m_all : m_onlySelected)->setChecked(true);
    m_format->addItem(tr("CSV (spreadsheets)"), int(Format::Csv));
    m_format->addItem(tr("JSON (one list)"), int(Format::Json));
    m_format->addItem(tr("JSON Lines (one object per line)"), int(Format::JsonLines));
    m_format->setObjectName(u"exportFormat"_s);
    m_guardsFormulas->setObjectName(u"exportGuardsFormulas"_s);
    m_guardsFormulas->setToolTip(tr(
        "Puts an apostrophe before each cell that begins with = + - @, a tab or a carriage return. The file then "
        "differs from the table in these cells."));
    m_path->setObjectName(u"exportPath"_s);
    m_bar->hide();
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_status->setObjectName(u"exportStatus"_s);

    auto *path = new QHBoxLayout;
    path->addWidget(m_path, 1);
    path->addWidget(m_browse);
    auto *form = new QFormLayout;
    form->setVerticalSpacing(8);
    auto *which = new QVBoxLayout;
    which->addWidget(m_onlySelected);
    which->addWidget(m_all);
    form->addRow(tr("Tasks"), which);
    form->addRow(tr("Format"), m_format);
    form->addRow(QString(), m_guardsFormulas);
    form->addRow(tr("File"), path);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_start = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(u"exportStart"_s);
    m_browse->setAutoDefault(false);
    auto *area = new theme::FittingArea(exportLetters);
    area->column()->setSpacing(12);
    area->addForm(form);
    area->column()->addWidget(m_bar);
    area->column()->addWidget(m_status);
    area->column()->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(area, 1);
    layout->addWidget(buttons);
    m_start->setDefault(true); // which only counts once it is in this window

    m_clock.setInterval(200ms);
    connect(&m_clock, &QTimer::timeout, this, &ExportDialog::showProgress);
    connect(m_format, &QComboBox::activated, this, &ExportDialog::fitFormat);
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
}

ExportDialog::~ExportDialog()
{
    if (m_progress)
        m_progress->isCancelled = true;
}

// While an export is under way, Cancel stops that and the dialog stays.
void ExportDialog::reject()
{
    if (m_progress)
        cancel();
    else
        QDialog::reject();
}

void ExportDialog::cancel()
{
    if (m_progress)
        m_progress->isCancelled = true;
}

QString ExportDialog::progressText() const
{
    const QString file = QFileInfo(QDir::fromNativeSeparators(m_path->text())).fileName();
    const QString rows = format::number(m_progress ? std::max<qint64>(0, m_progress->rows) : 0);
    return m_total > 0 ? tr("Exporting to %1: %2 of %3").arg(file, rows, format::number(m_total))
                       : tr("Exporting to %1: %2").arg(file, rows);
}

std::optional<double> ExportDialog::share() const
{
    if (m_total == 0 || !m_progress)
        return {};
    return std::min(1.0,
                    double(std::max<qint64>(0, m_progress->rows)) / double(m_total)); // it may be estimated
}

void ExportDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Export to"), m_path->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffixOf(request().format));
    dialog->selectFile(m_path->text());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { m_path->setText(QDir::toNativeSeparators(path)); });
    dialog->open();
}

void ExportDialog::fitFormat()
{
    m_guardsFormulas->setEnabled(request().format == Format::Csv);
    const QFileInfo file(QDir::fromNativeSeparators(m_path->text()));
    if (!file.completeBaseName().isEmpty())
        m_path->setText(QDir::toNativeSeparators(
            file.dir().filePath(file.completeBaseName() + u'.' + suffixOf(request().format))));
}

ExportRequest ExportDialog::request() const
{
    ExportRequest request;
    request.path = QDir::fromNativeSeparators(m_path->text());
    request.format = Format(m_format->currentData().toInt());
    request.guardsFormulas = m_guardsFormulas->isChecked();
    request.query = m_query;
    if (m_onlySelected->isChecked())
        request.keys = m_selected;
    return request;
}

void ExportDialog::start()
{
    m_progress = std::make_shared<ExportProgress>();
    theme::setTextColor(m_status, {});
    setBusy(true);
    const bool isKnown =
        m_onlySelected->isChecked() || (m_matching && m_matching->precision != Count::Precision::AtLeast);
    const qint64 total = m_onlySelected->isChecked() ? m_selected.size() : m_matching.value_or(Count()).value;
    // Without a total the bar only shows activity.
    m_total = isKnown ? total : 0;
    m_bar->setRange(0, isKnown ? int(std::min<qint64>(total, std::numeric_limits<int>::max())) : 0);
    m_bar->setValue(0);
    showProgress();
    onFinished(m_service.exportTasks(request(), m_progress), this,
               [this](const Result<qint64> &rows) { finished(rows); });
    Q_EMIT started();
}

void ExportDialog::showProgress()
{
    const qint64 rows = std::max<qint64>(0, m_progress->rows);
    m_bar->setValue(int(std::min<qint64>(rows, m_bar->maximum()))); // an estimate may be too low
    m_status->setText(tr("%Ln task(s) written", nullptr, plural(rows)));
}

void ExportDialog::finished(const Result<qint64> &rows)
{
    m_progress.reset();
    setBusy(false);
    Q_EMIT ended();
    const bool wasHidden = !isVisible();
    if (rows) {
        Q_EMIT reported(tr("Exported %Ln task(s) to %1.", nullptr, int(*rows)).arg(m_path->text()));
        leave();
        return;
    }
    const bool isCancelled = rows.error().kind == TaskError::Kind::Cancelled;
    if (wasHidden && isCancelled) {
        Q_EMIT reported(tr("Cancelled. No file was written."));
        leave();
        return;
    }
    if (wasHidden)
        open(); // for another try
    m_status->setText(isCancelled ? tr("Cancelled. No file was written.")
                                  : tr("No file was written. %1").arg(rows.error().message));
    theme::setTextColor(m_status, isCancelled ? nullptr : theme::problem);
    // What is disabled meanwhile has lost the focus to Cancel.
    if (isCancelled)
        m_start->setFocus();
    else
        m_path->setFocus();
}

// Closing would not end one that is hidden.
void ExportDialog::leave()
{
    if (isVisible())
        accept();
    else
        deleteLater();
}

void ExportDialog::setBusy(bool busy)
{
    for (QWidget *widget :
         {static_cast<QWidget *>(m_all), static_cast<QWidget *>(m_format), static_cast<QWidget *>(m_path),
          static_cast<QWidget *>(m_browse), static_cast<QWidget *>(m_start)})
        widget->setEnabled(!busy);
    m_onlySelected->setEnabled(!busy && !m_selected.isEmpty());
    m_guardsFormulas->setEnabled(!busy && request().format == Format::Csv);
    m_bar->setVisible(busy);
    if (busy)
        m_clock.start();
    else
        m_clock.stop();
}

} // namespace watchbill
