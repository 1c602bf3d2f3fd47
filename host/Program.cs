using ReWorkerHost.Cli;

return await CommandTree.InvokeAsync(args).ConfigureAwait(false);
