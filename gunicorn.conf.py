"""What holds for every start of the pages from this directory."""

logger_class = "tandem.toolbox.server_log.ServerLog"
