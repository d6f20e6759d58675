using Jmirror.Cli;

return CommandLine.Run(args, new Terminal());
