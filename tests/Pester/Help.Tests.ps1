#Requires -Version 7.6
# The pages in docs/help, the MAML made of them and the code say the same. No PlatyPS is needed for this.
BeforeDiscovery {
    $script:cmdlets = @((Import-PowerShellDataFile -LiteralPath (Join-Path $PSScriptRoot '../../CheckpointTools.psd1')).CmdletsToExport)
}

BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')).ModuleVersion
    Import-Module -Name (Join-Path $root "output/CheckpointTools/$version/CheckpointTools.psd1") -Force
    . (Join-Path $PSScriptRoot 'Support/HelpPage.ps1')
    $folder = Join-Path $root 'docs/help'
    $script:ours = @((Get-Module -Name CheckpointTools).ExportedCmdlets.Keys)
    $script:common = [System.Management.Automation.PSCmdlet]::CommonParameters

    function Get-Page {
        param([string] $Name)

        Read-HelpPage -Path (Join-Path $folder "$Name.md")
    }

    # Text without its line breaks and runs of blanks, which Get-Help lays out as it likes.
    function Get-PlainText {
        param($Text)

        (@($Text | ForEach-Object { if ($_ -is [string]) { $_ } else { $_.Text } }) -join ' ') -replace '\s+', ' ' -replace '^ | $'
    }
}

Describe 'The help pages' {
    It 'are one for each cmdlet and no other' {
        @(Get-ChildItem -LiteralPath $folder -Filter '*.md' | ForEach-Object BaseName | Sort-Object) |
            Should -Be @((Get-Module -Name CheckpointTools).ExportedCmdlets.Keys | Sort-Object)
    }
}

Describe 'The help page of <_>' -ForEach $script:cmdlets {
    BeforeAll {
        $script:page = Get-Page $_
        $command = Get-Command -Name $_ -Module CheckpointTools
        $script:help = Get-Help -Name $_ -Full
        $script:parameters = @($command.Parameters.Values | Where-Object Name -NotIn $common)
    }

    It 'is filled in' {
        $page.Text | Should -Not -Match '\{\{'
        $page.Synopsis | Should -Not -BeNullOrEmpty
        $page.Description | Should -Not -BeNullOrEmpty
        $page.Text | Should -Match 'SECURITY\.'
        $page.Text | Should -Match 'DIFFERENT FROM PODMAN\.'
    }

    It 'describes the parameters that the code has' {
        @($page.Parameters.Name | Sort-Object) | Should -Be @($parameters.Name | Sort-Object)
    }

    It 'gives each parameter the type, aliases and sets that it has in the code' {
        $said = foreach ($parameter in $page.Parameters | Sort-Object -Property Name) {
            '{0} {1} [{2}] wildcards={3}' -f $parameter.Name, $parameter.Type, ($parameter.Aliases -join ','), $parameter.SupportsWildcards
            foreach ($set in $parameter.Sets | Sort-Object -Property Name) {
                '{0} in {1}: {2} {3} {4} {5}' -f $parameter.Name, $set.Name, $set.Position, $set.IsRequired, $set.ValueFromPipeline, $set.ValueFromPipelineByPropertyName
            }
        }
        $real = foreach ($parameter in $parameters | Sort-Object -Property Name) {
            $wildcards = [bool]($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.SupportsWildcardsAttribute] })
            '{0} {1} [{2}] wildcards={3}' -f $parameter.Name, $parameter.ParameterType, ($parameter.Aliases -join ','), $wildcards
            foreach ($set in $parameter.ParameterSets.GetEnumerator() | Sort-Object -Property Key) {
                $name = if ($set.Key -eq '__AllParameterSets') { '(All)' } else { $set.Key }
                $position = if ($set.Value.Position -lt 0) { 'Named' } else { $set.Value.Position }
                '{0} in {1}: {2} {3} {4} {5}' -f $parameter.Name, $name, $position, $set.Value.IsMandatory, $set.Value.ValueFromPipeline, $set.Value.ValueFromPipelineByPropertyName
            }
        }
        @($said) | Should -Be @($real)
    }

    It 'shows the syntax that the code has' {
        $page.Syntax.Count | Should -Be $command.ParameterSets.Count
        foreach ($set in $command.ParameterSets) {
            $words = ($page.Syntax[$set.Name] -replace '\s+', ' ').Trim()
            $words | Should -Be ("$($command.Name) $set" -replace ' \[<CommonParameters>\]$' -replace '\s+', ' ')
            $set.IsDefault | Should -Be ($page.DefaultSet -eq $set.Name)
        }
    }

    It 'names what the cmdlet gives' {
        @($page.Outputs | Sort-Object) | Should -Be @($command.OutputType.Name | Sort-Object)
    }

    It 'has four examples or more, each with its output' {
        $page.Examples.Count | Should -BeGreaterOrEqual 4
        foreach ($example in $page.Examples) {
            $example.Code | Should -Not -BeNullOrEmpty
            $example.Output | Should -Not -BeNullOrEmpty
        }
    }

    It 'has examples that parse and bind' {
        foreach ($example in $page.Examples) {
            $errors = $null
            $script = [System.Management.Automation.Language.Parser]::ParseInput($example.Code, [ref]$null, [ref]$errors)
            $errors | Should -BeNullOrEmpty
            $calls = @($script.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -in $ours }, $true))
            $calls | Should -Not -BeNullOrEmpty
            foreach ($call in $calls) {
                $bound = [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($call, $true)
                @($bound.BindingExceptions.Values | ForEach-Object { $_.BindingException.Message }) | Should -BeNullOrEmpty
            }
        }
    }

    It 'links to what is there' {
        $page.Links | Should -Not -BeNullOrEmpty
        foreach ($link in $page.Links) {
            $link.Target | Should -Not -BeNullOrEmpty
            Join-Path $folder $link.Target | Should -Exist
        }
    }

    It 'has its links in Get-Help, and the page itself once' {
        $shown = @($help.relatedLinks.navigationLink)
        @($shown | Where-Object { $_.uri }).uri | Should -Be "https://github.com/CheckpointTools/CheckpointTools/blob/main/docs/help/$_.md"
        @($shown | Where-Object { -not $_.uri }).linkText | Should -Be $page.Links.Text
    }

    It 'says in Get-Help what it says itself' {
        Get-PlainText $help.Synopsis | Should -Be (Get-PlainText $page.Synopsis)
        Get-PlainText $help.description | Should -Be (Get-PlainText $page.Description)
        Get-PlainText $help.alertSet.alert | Should -Be (Get-PlainText $page.Notes)
    }

    It 'describes every parameter in Get-Help as it does itself' {
        $shown = @{}
        foreach ($parameter in $help.parameters.parameter) {
            $shown[$parameter.name] = Get-PlainText $parameter.description
        }
        $shown.Count | Should -Be $page.Parameters.Count
        foreach ($parameter in $page.Parameters) {
            $shown[$parameter.Name] | Should -Be (Get-PlainText $parameter.Description)
        }
    }

    It 'has its examples in Get-Help' {
        $shown = @($help.examples.example)
        $shown.Count | Should -Be $page.Examples.Count
        for ($i = 0; $i -lt $shown.Count; $i++) {
            $example = $page.Examples[$i]
            $shown[$i].title.Trim('-', ' ') | Should -Be $example.Title
            $shown[$i].code.Trim() | Should -Be $example.Code
            Get-PlainText $shown[$i].remarks | Should -Be (Get-PlainText @($example.Output, $example.Text))
        }
    }
}
