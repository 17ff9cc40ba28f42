from jobs.actions.asking import AlreadyAsked, ask_job, note_download, note_file, repeat_job, stop_job
from jobs.actions.keeping import kept_part
from jobs.actions.kinds import JobKind, kind_of
from jobs.actions.running import Overtaken, Run, begin_anew, finish_in_step, remove_old_files, run_job, run_waiting_jobs

__all__ = [
    "AlreadyAsked",
    "JobKind",
    "Overtaken",
    "Run",
    "ask_job",
    "begin_anew",
    "finish_in_step",
    "kept_part",
    "kind_of",
    "note_download",
    "note_file",
    "remove_old_files",
    "repeat_job",
    "run_job",
    "run_waiting_jobs",
    "stop_job",
]
